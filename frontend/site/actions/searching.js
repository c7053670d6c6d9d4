// The search that stands in the address bar: asked once for the most neighbours, so that k and threshold act on what is here.

import { automaticThreshold } from '../lib/automatic-threshold.js';
import { signal } from '../lib/signal.js';
import { searchByFile, searchSimilar } from '../service/api.js';
import { forgetPrepared, prepare, preparedAnswer } from './batch.js';
import { learn } from '../state/catalogue.js';
import { patience } from '../service/problem.js';
import { fileOf, step } from '../state/queries.js';

const most = 100;

/** {state: 'idle' | 'searching' | 'done' | 'waiting' | 'failed', query, results, total, tookMs, problem} */
export const search = signal({ state: 'idle', query: null, results: [], total: 0, tookMs: null, problem: null });

let asked = '';
let controller = null;
let timer = null;

function change(next) {
  search.value = { ...search.value, ...next };
}

async function ask(query, signal) {
  const options = { k: most, threshold: 0, crop: query.crop, category: query.category };
  if (query.image) {
    return searchSimilar(query.image, options, signal);
  }
  const ready = query.crop || query.category ? null : await preparedAnswer(query.file);
  signal.throwIfAborted();
  return ready ?? searchByFile(fileOf(query.file).file, options, signal);
}

async function attempt(query, number, signal) {
  try {
    const answer = await ask(query, signal);
    learn(answer.results.map(({ image }) => image));
    change({ ...answer, state: 'done', problem: null });
  } catch (problem) {
    if (problem.name === 'AbortError') {
      return;
    }
    // 409: the picture itself is still being embedded. 503: an index is being rebuilt.
    const wait = problem.status === 409 ? 1500 : patience(problem, Math.min(number, 4));
    change({ state: wait === null ? 'failed' : 'waiting', problem });
    if (wait !== null) {
      timer = setTimeout(() => attempt(query, number + 1, signal), wait);
    }
  }
}

/** Searches by {image | file, crop, category}, unless that is what is already shown; an open question is dropped. */
export function searchBy(query) {
  const key = JSON.stringify(query);
  if (key === asked) {
    return;
  }
  stopSearch();
  asked = key;
  if (!query.image && !query.file) {
    change({ state: 'idle', query: null, results: [], total: 0, problem: null });
    return;
  }
  const isSamePicture = query.image === search.value.query?.image && query.file === search.value.query?.file;
  change({ state: 'searching', query, problem: null, ...(isSamePicture ? {} : { results: [], total: 0 }) });
  if (query.file && !fileOf(query.file)) {
    change({ state: 'failed', problem: new Error('This picture was only lent for an earlier visit and is gone. Choose it again to search by it.') });
    return;
  }
  step({ image: query.image, file: query.file, crop: query.crop });
  controller = new AbortController();
  attempt(query, 1, controller.signal);
}

/** Asks in advance for the files that wait behind the one that is searched by. */
export function searchAhead(keys) {
  prepare(keys, { k: most, threshold: 0 });
}

/** Asks the same again, such as after the service came back. */
export function searchAgain() {
  const { query } = search.value;
  asked = '';
  forgetPrepared();
  if (query) {
    searchBy(query);
  }
}

/** Drops the question that is open. */
export function stopSearch() {
  controller?.abort();
  clearTimeout(timer);
  asked = '';
}

/** The least similarity that a threshold asks for; "auto" finds it in what is loaded. */
export function leastOf(threshold, results = search.value.results) {
  return threshold === 'auto' ? automaticThreshold(results.map(({ similarity }) => similarity)) : threshold;
}

/** The results that k and threshold leave. */
export function within(results, k, threshold) {
  return results.filter(({ similarity }) => similarity >= threshold).slice(0, k);
}
