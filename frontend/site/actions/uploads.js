// Files on their way to the library: one request each, three at a time, tried again where that helps.

import { signal } from '../lib/signal.js';
import { mayBePicture } from '../lib/files.js';
import { TaskQueue } from '../lib/task-queue.js';
import { learn } from '../state/catalogue.js';
import { noticeSilence } from '../service/connection.js';
import { refreshSoon } from '../state/library.js';
import { Problem, patience, retryAfterOf } from '../service/problem.js';

const empty = Object.freeze({ total: 0, added: 0, duplicates: 0, active: [], rejected: [], startedAt: 0, bytes: 0 });

/** {total, added, duplicates, active: [{name, sent, size}], rejected: [{file, name, reason}], startedAt, bytes}; `file` is kept where trying again can help */
export const uploads = signal(empty);

// A service that is away is waited for: some ten minutes, rather than telling the reader of three hundred failures.
const queue = new TaskQueue({ concurrency: 3, attempts: 80, delay: patience });

function change(next) {
  uploads.value = { ...uploads.value, ...next };
}

/** How many files are still on their way. */
export function unfinished({ total, added, duplicates, rejected } = uploads.value) {
  return total - added - duplicates - rejected.length;
}

function send(file, entry, signal) {
  return new Promise((resolve, reject) => {
    const xhr = new XMLHttpRequest();
    const stop = () => xhr.abort();
    signal.addEventListener('abort', stop, { once: true });
    xhr.upload.addEventListener('progress', (event) => {
      entry.sent = event.lengthComputable ? event.loaded / event.total : 0;
      change({});
    });
    xhr.addEventListener('loadend', () => signal.removeEventListener('abort', stop));
    xhr.addEventListener('abort', () => reject(signal.reason));
    xhr.addEventListener('error', () => {
      noticeSilence();
      reject(new Problem(0));
    });
    xhr.addEventListener('load', () => {
      const ok = xhr.status >= 200 && xhr.status < 300;
      if (ok && xhr.response) {
        resolve(xhr.response);
      } else {
        reject(new Problem(xhr.status, xhr.response ?? {}, retryAfterOf(xhr.getResponseHeader('Retry-After'))));
      }
    });
    xhr.responseType = 'json';
    xhr.open('POST', '/api/v1/images');
    const form = new FormData();
    form.append('files', file, file.name || 'pasted.png');
    xhr.send(form);
  });
}

async function upload(file) {
  const entry = { name: file.name || 'pasted picture', sent: 0, size: file.size };
  try {
    const { results } = await queue.add(async (signal) => {
      entry.sent = 0;
      change({ active: [...new Set([...uploads.value.active, entry])] });
      return send(file, entry, signal);
    });
    const [{ outcome, image, problem }] = results;
    if (outcome === 'rejected') {
      throw new Problem(problem?.status ?? 415, problem);
    }
    if (image) {
      learn([image]);
    }
    const counter = outcome === 'duplicate' ? 'duplicates' : 'added';
    change({ [counter]: uploads.value[counter] + 1, bytes: uploads.value.bytes + file.size });
    refreshSoon();
  } catch (error) {
    if (error.name === 'AbortError') {
      change({ total: uploads.value.total - 1 });
    } else {
      change({ rejected: [...uploads.value.rejected, { file: error.isPassing || error.status >= 500 ? file : null, name: entry.name, reason: error.message }] });
    }
  } finally {
    change({ active: uploads.value.active.filter((each) => each !== entry) });
  }
}

/** Starts to upload files; those that cannot be pictures are turned away without being sent. */
export function addFiles(files) {
  if (files.length === 0) {
    return;
  }
  if (unfinished() === 0) {
    uploads.value = { ...empty, startedAt: performance.now() };
  }
  const [pictures, others] = [files.filter(mayBePicture), files.filter((file) => !mayBePicture(file))];
  change({
    total: uploads.value.total + files.length,
    rejected: [...uploads.value.rejected, ...others.map((file) => ({
      file: null,
      name: file.name,
      reason: 'This is not a picture, so it was not sent.',
    }))],
  });
  pictures.forEach(upload);
}

/** Sends those that were turned away once more, where that can help. */
export function retryRejected() {
  const { rejected, total } = uploads.value;
  const again = rejected.filter(({ file }) => file);
  change({ rejected: rejected.filter(({ file }) => !file), total: total - again.length });
  addFiles(again.map(({ file }) => file));
}

export function cancelUploads() {
  queue.abort();
}

/** Clears the summary of what is over. */
export function dismissUploads() {
  if (unfinished() === 0) {
    uploads.value = empty;
  }
}
