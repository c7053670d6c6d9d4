// A menu of actions on the whole library. A new action is a line in the list.

import { Component } from '../../lib/component.js';
import { dialog } from '../../lib/dialog.js';
import { html, render } from '../../lib/html.js';
import { icon } from '../../lib/icons.js';
import { placeBelow } from '../../lib/place.js';
import { categorizeByName, sortIntoCategories } from '../../actions/categorizing.js';
import { exportLibrary } from '../../actions/export.js';

const show = (name) => async () => (await dialog(name)).show();

/** [icon, text, what it does] */
const entries = [
  ['upload', 'Import a folder of the server…', show('import-dialog')],
  ['folder', 'Sort into categories…', sortIntoCategories],
  ['label', 'Categories from file names…', categorizeByName],
  ['download', 'Export the list as CSV', () => exportLibrary('csv')],
  ['download', 'Export the list as JSON', () => exportLibrary('json')],
  ['model', 'Models…', show('models-dialog')],
  ['info', 'Index and model', show('index-dialog')],
  ['keyboard', 'Keyboard', show('keyboard-help')],
];

class TopMenu extends Component {
  connected() {
    render(this, html`
      <button class="icon-button" type="button" popovertarget="top-menu-panel" aria-label="More" title="More">${icon('more')}</button>
      <div class="floating menu" id="top-menu-panel" popover>
        ${entries.map(([symbol, text], at) => html`
          <button class="menu-entry" type="button" data-entry="${at}">${icon(symbol)}${text}</button>`)}
      </div>`);
    const menu = this.find('[popover]');
    this.listen(menu, 'toggle', (event) => event.newState === 'open' && placeBelow(menu, this.find('.icon-button')));
    this.on('click', '[data-entry]', (event, { dataset }) => {
      menu.hidePopover();
      entries[dataset.entry][2]();
    });
  }
}

customElements.define('top-menu', TopMenu);
