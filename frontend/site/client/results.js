// What became of jobs that are over: their own event streams end with it.

import { signal } from '../lib/signal.js';

/** Map of a job's id -> its result, such as {added, unchanged, duplicates} of an import */
export const results = signal(new Map());

const asked = new Set();

/** Asks for the result of a job that has completed. */
export function learnResult(id) {
  if (asked.has(id)) {
    return;
  }
  asked.add(id);
  const source = new EventSource(`/api/v1/jobs/${id}/events`);
  source.addEventListener('completed', (event) => {
    source.close();
    results.value = new Map(results.value).set(id, JSON.parse(event.data).result);
  });
  for (const end of ['failed', 'cancelled', 'error']) {
    source.addEventListener(end, () => source.close());
  }
}
