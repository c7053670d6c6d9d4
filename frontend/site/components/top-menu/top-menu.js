// What does not belong on every screen, behind one button: dialogs about the whole library. A new one is a line in the list.

import { Component } from '../../lib/component.js';
import { dialog } from '../../lib/dialog.js';
import { html, render } from '../../lib/html.js';
import { icon } from '../../lib/icons.js';
import { placeBelow } from '../../lib/place.js';

/** [icon, text, the dialog that opens by `show()`] */
const entries = [
  ['info', 'Index and model', 'index-dialog'],
  ['keyboard', 'Keyboard', 'keyboard-help'],
];

class TopMenu extends Component {
  connected() {
    render(this, html`
      <button class="icon-button" type="button" popovertarget="top-menu-panel" aria-label="More" title="More">${icon('more')}</button>
      <div class="floating menu" id="top-menu-panel" popover>
        ${entries.map(([symbol, text, name]) => html`<button class="menu-entry" type="button" data-dialog="${name}">${icon(symbol)}${text}</button>`)}
      </div>`);
    const menu = this.find('[popover]');
    this.listen(menu, 'toggle', (event) => event.newState === 'open' && placeBelow(menu, this.find('.icon-button')));
    this.on('click', '[data-dialog]', (event, entry) => {
      menu.hidePopover();
      dialog(entry.dataset.dialog).show();
    });
  }
}

customElements.define('top-menu', TopMenu);
