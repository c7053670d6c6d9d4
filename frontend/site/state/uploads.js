// The files on their way to the library, counted.

import { signal } from '../lib/signal.js';

const none = Object.freeze({ total: 0, added: 0, duplicates: 0, active: [], rejected: [], startedAt: 0, bytes: 0 });

/**
 * {total, added, duplicates, active: [{name, sent, size}], rejected: [{file, name, reason}], startedAt, bytes}
 * `file` is null where trying again cannot help.
 */
export const uploads = signal(none);

export function changeUploads(next) {
  uploads.value = { ...uploads.value, ...next };
}

/** Starts a new count. */
export function restartUploads() {
  uploads.value = { ...none, startedAt: performance.now() };
}

/** How many files are still on their way. */
export function unfinished({ total, added, duplicates, rejected } = uploads.value) {
  return total - added - duplicates - rejected.length;
}

/** Clears the summary once nothing is on its way. */
export function dismissUploads() {
  if (unfinished() === 0) {
    uploads.value = none;
  }
}
