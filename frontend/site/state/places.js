// Where one was on each view: found again on coming back, and after the page was loaded anew.

import { recall, remember } from '../lib/memory.js';

const name = 'places';
const places = new Map();
let present = null;
let searching = null;

/** Scrolls there as soon as the page is long enough, unless its reader does something first. */
function scrollWhenLong(y) {
  searching?.abort();
  searching = new AbortController();
  const { signal } = searching;
  const observer = new ResizeObserver(() => {
    if (document.documentElement.scrollHeight - innerHeight >= y) {
      searching.abort();
      scrollTo(0, y);
    }
  });
  signal.addEventListener('abort', () => observer.disconnect());
  for (const type of ['wheel', 'pointerdown', 'keydown', 'touchmove']) {
    addEventListener(type, () => searching.abort(), { signal, passive: true });
  }
  observer.observe(document.querySelector('main'));
}

/** Notes where the view that is left stood, and finds the place on the one that is shown now. */
export function comeTo(view, left, leftAt) {
  if (left) {
    places.set(left, leftAt);
  }
  present = view;
  const y = places.get(view) ?? 0;
  scrollTo(0, y);
  if (y > 0 && scrollY < y - 1) {
    scrollWhenLong(y);
  }
}

/** Takes up what an earlier load of this tab has left, and leaves as much to the next one. */
export function startPlaces() {
  history.scrollRestoration = 'manual';
  for (const [view, y] of JSON.parse(recall(name, 'sessionStorage') ?? '[]')) {
    places.set(view, y);
  }
  addEventListener('pagehide', () => {
    places.set(present, scrollY);
    remember(name, JSON.stringify([...places]), 'sessionStorage');
  });
}
