// What the service is doing right now: one event stream for the whole page, opened again whenever it breaks.

import { signal } from '../lib/signal.js';
import { getIndex } from '../service/api.js';
import { noticeAnswer, noticeSilence } from '../service/connection.js';
import { failures, learnFailures } from './failures.js';

/** {indexed, pending, failed, ratePerSecond, etaSeconds, total} or null until known; `total` counts the present run. */
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
    // A space that is being built sends no events of its own; a job that has only begun has yet to load its model.
    if (index.value.building || [...jobs.value.values()].some(({ kind, state }) => kind === 'space' && state === 'running')) {
      building = setTimeout(refreshIndex, 2000);
    }
    if (!indexing.value) {
      const { indexed, pending, failed } = index.value;
      follow({ indexed, pending, failed, ratePerSecond: 0, etaSeconds: null });
    }
  } catch {
    // The stream's own state tells the reader that nobody answers.
  }
}

let wait = 1000;
let source = null;

function open() {
  source?.close();
  source = new EventSource('/api/v1/events');
  source.addEventListener('open', () => {
    wait = 1000;
    noticeAnswer();
    refreshIndex();
  });
  source.addEventListener('index', (event) => {
    const wasBusy = (indexing.value?.pending ?? 0) > 0;
    follow(JSON.parse(event.data));
    if (indexing.value.pending === 0 && wasBusy) {
      refreshIndex();
    }
  });
  source.addEventListener('job', (event) => {
    const job = JSON.parse(event.data);
    const before = jobs.value.get(job.id)?.state;
    jobs.value = new Map(jobs.value).set(job.id, job);
    if (job.state !== before) {
      refreshIndex();
    }
    if (job.finishedAt && job.failures > 0 && !failures.value.has(job.id)) {
      learnFailures(job.id);
    }
  });
  source.addEventListener('error', () => {
    // The browser's own reconnecting gives up for good on an answer such as 502, so it is done here.
    source.close();
    noticeSilence();
    setTimeout(open, wait);
    wait = Math.min(wait * 1.6, 8000);
  });
}

/** Starts to listen. */
export function startLive() {
  open();
  // A page that goes to the back/forward cache must not keep a stream open.
  addEventListener('pagehide', () => source.close());
  addEventListener('pageshow', (event) => event.persisted && open());
  addEventListener('online', open);
}
