// The address bar: `#/search?image=42&k=12` names a view and its parameters.

import { signal } from '../lib/signal.js';

/** {view, params} of a hash; the fallback view where the hash names none. */
export function parse(hash, views, fallback) {
  const [, view = '', query = ''] = /^#?\/?([^?]*)\??(.*)$/.exec(hash ?? '') ?? [];
  return views.includes(view)
    ? { view, params: Object.fromEntries(new URLSearchParams(query)) }
    : { view: fallback, params: {} };
}

/** The hash of a view, without parameters that are empty, null or undefined. */
export function format(view, params = {}) {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(params)) {
    if (value !== null && value !== undefined && value !== '') {
      query.set(name, value);
    }
  }
  // Commas and slashes are valid in a hash and keep it readable.
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

/** The parameters with which a view was left; none for the present view, which leads to its beginning. */
export function paramsFor(view) {
  return view === route.value.view ? {} : left.get(view) ?? {};
}

/** Goes to a view. With `replace`, Back does not return to the present address. */
export function go(view, params = {}, { replace = false } = {}) {
  const hash = format(view, params);
  if (hash !== location.hash) {
    history[replace ? 'replaceState' : 'pushState'](null, '', hash);
  }
  follow();
}

/** Changes parameters of the present view. Null removes a parameter. */
export function change(params, options) {
  go(route.value.view, { ...route.value.params, ...params }, options);
}

/** Starts to follow the address bar. */
export function startRouter() {
  addEventListener('popstate', follow);
  addEventListener('hashchange', follow);
  follow();
}
