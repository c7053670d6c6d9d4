// The scroll position of each view, restored on coming back and after a reload.

import { recall, remember } from '../lib/memory.js';

const name = 'places';
const places = new Map();
let content = null;
let present = null;
let searching = null;

/** Scrolls there as soon as the page is long enough, unless the person scrolls, points or types first. */
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
  observer.observe(content);
}

/** Notes the position `leftAt` of the view that is left, and restores that of the view that is shown now. */
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

/**
 * Restores the positions of an earlier load of this tab, and keeps them for the next one.
 * @param {HTMLElement} element the element around the views
 */
export function startPlaces(element) {
  content = element;
  history.scrollRestoration = 'manual';
  for (const [view, y] of JSON.parse(recall(name, 'sessionStorage') ?? '[]')) {
    places.set(view, y);
  }
  addEventListener('pagehide', () => {
    places.set(present, scrollY);
    remember(name, JSON.stringify([...places]), 'sessionStorage');
  });
}
