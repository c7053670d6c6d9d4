// The keys that work anywhere on the page. A wall, the viewer and the crop handle their own keys.
//
// Events on window: filter-by-name and add-pictures, which the components of the present view answer.

import { dialog } from '../lib/dialog.js';
import { select, selection } from '../state/library.js';
import { go, paramsFor, route } from '../state/router.js';

const tell = (type) => dispatchEvent(new Event(type));

const keys = {
  '?': async () => (await dialog('keyboard-help')).show(),
  1: () => go('library', paramsFor('library')),
  2: () => go('search', paramsFor('search')),
  '/': () => {
    if (route.value.view !== 'library') {
      go('library', paramsFor('library'));
    }
    tell('filter-by-name');
  },
  a: () => tell('add-pictures'),
  Escape: () => select([]),
};

/** Starts to listen. */
export function startKeys() {
  addEventListener('keydown', (event) => {
    const isTyping = event.target.closest?.('input:not([type="checkbox"], [type="range"]), select, textarea');
    const isModal = document.querySelector('dialog[open]') !== null;
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || isTyping || isModal) {
      return;
    }
    if (event.key === 'Escape' && selection.value.size === 0) {
      return;
    }
    const act = keys[event.key];
    if (act) {
      event.preventDefault();
      act();
    }
  });
}
