// The list of keys, opened by "?".

import { html } from '../../lib/html.js';
import { ModalDialog } from '../modal-dialog/modal-dialog.js';

const groups = [
  ['Anywhere', [['?', 'This list'], ['1', 'Library'], ['2', 'Search'], ['/', 'Filter by name'], ['A', 'Add pictures'],
    ['Ctrl V', 'Add a copied picture, or search by it'], ['Esc', 'Close, or clear the selection']]],
  ['On the wall', [['← ↑ ↓ →', 'Move from picture to picture'], ['Enter', 'Open'], ['Space', 'Select'],
    ['Home End', 'First, last'], ['Shift + arrows', 'Select a range'], ['Ctrl A', 'Select all'], ['S', 'Find similar'],
    ['Del', 'Delete what is selected']]],
  ['In the viewer', [['← →', 'Previous, next'], ['S', 'Find similar'], ['I', 'Details'], ['Del', 'Delete']]],
  ['On two pictures compared', [['+ −', 'Zoom'], ['← ↑ ↓ →', 'Move']]],
  ['On the crop', [['← ↑ ↓ →', 'Move the frame, or the handle that has the focus'], ['Shift + arrows', 'Move in larger steps'],
    ['Esc', 'Whole picture again']]],
];

class KeyboardHelp extends ModalDialog {
  show() {
    this.open('Keyboard', groups.map(([title, keys]) => html`
      <section class="keys">
        <h3>${title}</h3>
        <dl>${keys.map(([key, what]) => html`<div><dt><kbd>${key}</kbd></dt><dd>${what}</dd></div>`)}</dl>
      </section>`), 'is-keys');
  }
}

customElements.define('keyboard-help', KeyboardHelp);
