// What is done with the library as a whole: a button that unfolds a list.

import { Component } from '../../lib/component.js';
import { html, render } from '../../lib/html.js';
import { icon } from '../../lib/icons.js';
import { categorizeByName, exportLibrary, sortIntoCategories } from '../../client/tools.js';

const items = [
  ['folder', 'Sort into categories…', sortIntoCategories],
  ['label', 'Categories from file names…', categorizeByName],
  ['download', 'Export the list as CSV', () => exportLibrary('csv')],
  ['download', 'Export the list as JSON', () => exportLibrary('json')],
];

class LibraryMenu extends Component {
  connected() {
    render(this, html`
      <button class="icon-button" type="button" popovertarget="library-menu-panel" aria-label="More to do with the library" title="More">${icon('more')}</button>
      <div class="library-menu-panel" id="library-menu-panel" popover>${items.map(([name, words], at) => html`
        <button class="library-menu-item" type="button" data-item="${at}">${icon(name)}<span>${words}</span></button>`)}</div>`);
    this.listen(this.find('[popover]'), 'toggle', (event) => event.newState === 'open' && this.#place());
    this.on('click', '[data-item]', (event, { dataset }) => {
      this.find('[popover]').hidePopover();
      items[dataset.item][2]();
    });
    this.on('keydown', '[popover]', (event) => this.#leaf(event));
  }

  #leaf(event) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) {
      event.preventDefault();
      const buttons = [...this.querySelectorAll('[data-item]')];
      buttons[(buttons.indexOf(document.activeElement) + step + buttons.length) % buttons.length].focus();
    }
  }

  /** Below its button, ending where it ends. */
  #place() {
    const { right, bottom } = this.find('.icon-button').getBoundingClientRect();
    const panel = this.find('[popover]');
    panel.style.left = `${Math.max(8, right - panel.offsetWidth)}px`;
    panel.style.top = `${Math.min(bottom + 4, innerHeight - panel.offsetHeight - 8)}px`;
    this.find('[data-item]').focus();
  }
}

customElements.define('library-menu', LibraryMenu);
