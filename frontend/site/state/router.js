// The address bar: `#/search?image=42&k=12` names a view and its parameters.

import { signal } from '../lib/signal.js';

/** {view, params} of a hash; an unknown or empty one is the fallback view. */
export function parse(hash, views, fallback) {
  const [, view = '', query = ''] = /^#?\/?([^?]*)\??(.*)$/.exec(hash ?? '') ?? [];
  return views.includes(view)
    ? { view, params: Object.fromEntries(new URLSearchParams(query)) }
    : { view: fallback, params: {} };
}

/** The hash of a view; parameters that are empty, null or undefined are left out. */
export function format(view, params = {}) {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(params)) {
    if (value !== null && value !== undefined && value !== '') {
      query.set(name, value);
    }
  }
  // Commas and slashes are safe in a hash and keep it readable.
  const text = query.toString().replaceAll('%2C', ',').replaceAll('%2F', '/');
  return text ? `#/${view}?${text}` : `#/${view}`;
}

export const views = ['library', 'search'];

/** The present {view, params}. */
export const route = signal({ view: 'library', params: {} });

const left = new Map();

function follow() {
  const { view, params } = parse(location.hash, views, 'library');
  left.set(view, { ...params, view: null });
  route.value = { view, params };
}

/** The parameters that lead back to where a view was left; on the view itself, none: they lead to its beginning. */
export function paramsFor(view) {
  return view === route.value.view ? {} : left.get(view) ?? {};
}

/** Goes to a view. With `replace`, Back does not return to where one was. */
export function go(view, params = {}, { replace = false } = {}) {
  const hash = format(view, params);
  if (hash !== location.hash) {
    history[replace ? 'replaceState' : 'pushState'](null, '', hash);
  }
  follow();
}

/** Changes parameters of the present view; null removes one. */
export function change(params, options) {
  go(route.value.view, { ...route.value.params, ...params }, options);
}

/** Starts to follow the address bar. */
export function startRouter() {
  addEventListener('popstate', follow);
  addEventListener('hashchange', follow);
  follow();
}
