// The keys that work anywhere on the page; those of a wall, the viewer and the crop are theirs.

import { dialog } from '../lib/dialog.js';
import { go, paramsFor, route } from '../state/router.js';
import { select, selection } from '../state/library.js';

const find = (selector) => document.querySelector(selector);

const keys = {
  '?': async () => (await dialog('keyboard-help')).show(),
  1: () => go('library', paramsFor('library')),
  2: () => go('search', paramsFor('search')),
  '/': () => {
    if (route.value.view !== 'library') {
      go('library', paramsFor('library'));
    }
    find('filter-bar input').focus();
  },
  a: () => find(`${route.value.view}-view file-chooser`).choose(),
  Escape: () => select([]),
};

/** Starts to listen. */
export function startKeys() {
  addEventListener('keydown', (event) => {
    const isTyping = event.target.closest?.('input:not([type="checkbox"], [type="range"]), select, textarea');
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || isTyping || find('dialog[open]')) {
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
