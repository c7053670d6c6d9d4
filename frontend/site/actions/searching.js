// Searches by a picture of the library or by files. The address bar holds the query.
// Each query asks for the most neighbours once, so that k and threshold act on results that are already here.

import { searchByFile, searchSimilar } from '../service/api.js';
import { patience } from '../service/problem.js';
import { learn } from '../state/catalogue.js';
import { select } from '../state/library.js';
import { fileOf, keepFile, startTrail, step } from '../state/queries.js';
import { go, route } from '../state/router.js';
import { search } from '../state/search.js';
import { forgetPrepared, prepare, preparedAnswer } from './batch.js';

const most = 100;
const mostFiles = 64;

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
    // 409: the picture is still being embedded. 503: an index is being rebuilt.
    const wait = problem.status === 409 ? 1500 : patience(problem, Math.min(number, 4));
    change({ state: wait === null ? 'failed' : 'waiting', problem });
    if (wait !== null) {
      timer = setTimeout(() => attempt(query, number + 1, signal), wait);
    }
  }
}

/** Searches by {image | file, crop, category} and drops an open request. A query that is already shown is left alone. */
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
    change({ state: 'failed', problem: new Error('This page no longer has that picture. Choose it again to search by it.') });
    return;
  }
  step({ image: query.image, file: query.file, crop: query.crop });
  controller = new AbortController();
  attempt(query, 1, controller.signal);
}

/** Searches in advance by the files that come after the present one. */
export function searchAhead(keys) {
  prepare(keys, { k: most, threshold: 0 });
}

/** Repeats the search, such as after the service came back. */
export function searchAgain() {
  const { query } = search.value;
  asked = '';
  forgetPrepared();
  if (query) {
    searchBy(query);
  }
}

/** Drops the open request. */
export function stopSearch() {
  controller?.abort();
  clearTimeout(timer);
  asked = '';
}

/** Searches by a picture of the library, keeping k and threshold. */
export function findSimilar(id) {
  const { view, params } = route.value;
  const { k, threshold } = view === 'search' ? params : {};
  if (view !== 'search') {
    startTrail();
    searchAhead([]);
  }
  select([]);
  go('search', { image: id, k, threshold });
}

/** Searches by the first of these files. Several appear in a strip to switch between. */
export function searchByFiles(files) {
  const { k, threshold } = route.value.params;
  const keys = files.slice(0, mostFiles).map(keepFile);
  startTrail(keys);
  searchAhead(keys.slice(1));
  go('search', { file: keys[0], k, threshold });
}
