// The library as the wall shows it: the pictures that pass the filter, in their order, and the selection.

import { change, route } from './router.js';
import { signal } from '../lib/signal.js';
import { getCategories, getLayout, getTags } from '../service/api.js';
import { whenBack } from '../service/connection.js';
import { catalogueChanged, forget, forgetPending, hasPending } from './catalogue.js';
import { addressOf, conditionsOf, everything, filterOf, hidesSome } from './filters.js';
import { indexing } from './live.js';

const none = Object.freeze({ ids: [], aspects: [], total: 0 });

/** What the wall shows, as in `everything`. The address bar is its state; `filterBy` changes both. */
export const filter = signal(everything);

/** {ids, aspects, total}; null until the first answer. */
export const layout = signal(null);

/** A Problem, or null. */
export const libraryProblem = signal(null);

/** The ids of the selected pictures. */
export const selection = signal(new Set());

/** The ids that were deleted during this visit. No wall shows them. */
export const gone = signal(new Set());

/** [{name, count}] */
export const categories = signal([]);
export const tags = signal([]);

let asking = null;

/** Fetches the wall again and drops an older request. */
export async function refresh() {
  asking?.abort();
  const controller = new AbortController();
  asking = controller;
  try {
    // The wall does not wait for the chips, and their failure does not affect it.
    for (const [labels, ask] of [[categories, getCategories], [tags, getTags]]) {
      ask(controller.signal).then((list) => {
        labels.value = list;
      }, () => {});
    }
    layout.value = await getLayout(conditionsOf(filter.value), controller.signal);
    libraryProblem.value = null;
  } catch (problem) {
    if (problem.name !== 'AbortError') {
      libraryProblem.value = problem;
    }
  }
}

let timer = null;

/** Fetches the wall soon. Many calls in a row make one request. */
export function refreshSoon(milliseconds = 700) {
  timer ??= setTimeout(() => {
    timer = null;
    refresh();
  }, milliseconds);
}

/** Takes pictures off the wall at once, before the next answer. */
export function takeOff(ids) {
  const away = new Set(ids);
  gone.value = new Set([...gone.value, ...away]);
  const { ids: all, aspects } = layout.value ?? none;
  const left = all.map((id, at) => at).filter((at) => !away.has(all[at]));
  layout.value = { ids: left.map((at) => all[at]), aspects: left.map((at) => aspects[at]), total: left.length };
  select([...selection.value].filter((id) => !away.has(id)));
  forget(ids);
}

export function select(ids) {
  selection.value = new Set(ids);
}

/** Whether a filter hides pictures. */
export function isFiltered() {
  return hidesSome(filter.value);
}

/** Changes some conditions of the filter. With `replace`, Back does not undo it. */
export function filterBy(conditions, options) {
  change(addressOf({ ...filter.value, ...conditions }), options);
}

function followAddress({ view, params }) {
  const next = filterOf(params);
  if (view === 'library' && JSON.stringify(next) !== JSON.stringify(filter.value)) {
    filter.value = next;
  }
}

/**
 * An event can overtake an answer: the answer may call a picture pending although the event of its completion has already passed.
 * So pictures that look pending although the service has none pending are fetched again.
 */
function doubtPending() {
  let doubting = null;
  catalogueChanged.watch(() => {
    if (doubting === null && indexing.value?.pending === 0 && hasPending()) {
      doubting = setTimeout(() => {
        doubting = null;
        forgetPending();
      }, 1000);
    }
  });
}

/** Keeps the library up to date from now on. */
export function startLibrary() {
  doubtPending();
  route.watch(followAddress);
  filter.watch(() => {
    clearTimeout(timer);
    timer = null;
    refresh();
  });
  whenBack(refresh);
  let before = null;
  indexing.watch((state) => {
    if (!state) {
      return;
    }
    const all = state.indexed + state.pending + state.failed;
    if (before !== null && all !== before) {
      refreshSoon();
    }
    before = all;
    // Pending pictures may be embedded by now.
    forgetPending();
  });
}
