// What the service is doing right now, as its events tell it.

import { signal } from '../lib/signal.js';
import { getIndex } from '../service/api.js';
import { followEvents } from '../service/events.js';
import { failures, learnFailures } from './failures.js';

/**
 * {indexed, pending, failed, ratePerSecond, etaSeconds, done, total}, or null until known.
 * `done` and `total` count the present run.
 */
export const indexing = signal(null);

/** The service's own description of its index, or null until known. */
export const index = signal(null);

/** Jobs by id, newest last. */
export const jobs = signal(new Map());

let runStart = 0;

/** Adds the size of the present run, so that progress reads "312 of 1,000" rather than "1 pending". */
function follow(state) {
  const before = indexing.value;
  if (!before || before.pending === 0 || state.indexed < runStart) {
    runStart = state.indexed;
  }
  indexing.value = { ...state, done: state.indexed - runStart, total: state.indexed - runStart + state.pending };
}

let building = 0;

async function refreshIndex() {
  clearTimeout(building);
  try {
    index.value = await getIndex();
    // A space under construction sends no events, and its job appears before `building` does: the model loads first.
    if (index.value.building || [...jobs.value.values()].some(({ kind, state }) => kind === 'space' && state === 'running')) {
      building = setTimeout(refreshIndex, 2000);
    }
    if (!indexing.value) {
      const { indexed, pending, failed } = index.value;
      follow({ indexed, pending, failed, ratePerSecond: 0, etaSeconds: null });
    }
  } catch {
    // The event stream reports an absent service.
  }
}

/** Starts to follow the service's events. */
export function startLive() {
  followEvents({
    open: refreshIndex,
    index(state) {
      const wasBusy = (indexing.value?.pending ?? 0) > 0;
      follow(state);
      if (indexing.value.pending === 0 && wasBusy) {
        refreshIndex();
      }
    },
    job(job) {
      const before = jobs.value.get(job.id)?.state;
      jobs.value = new Map(jobs.value).set(job.id, job);
      if (job.state !== before) {
        refreshIndex();
      }
      if (job.finishedAt && job.failures > 0 && !failures.value.has(job.id)) {
        learnFailures(job.id);
      }
    },
  });
}
