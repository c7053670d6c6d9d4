// The actions on the selected pictures. The bar appears with the first selection.

import { Component } from '../../lib/component.js';
import { dialog } from '../../lib/dialog.js';
import { count } from '../../lib/format.js';
import { html, render } from '../../lib/html.js';
import { icon } from '../../lib/icons.js';
import { deleteAfterAsking } from '../../actions/deleting.js';
import { label } from '../../actions/labelling.js';
import { renameMany } from '../../actions/renaming.js';
import { findSimilar } from '../../actions/searching.js';
import { select, selection } from '../../state/library.js';
import { shownIds } from '../../state/shown.js';

const actions = {
  similar: ([id]) => findSimilar(id),
  compare: async (ids) => (await dialog('compare-dialog')).show(ids),
  category: (ids) => label(ids, 'category'),
  tags: (ids) => label(ids, 'tags'),
  rename: (ids) => renameMany(ids),
  delete: (ids) => deleteAfterAsking(ids),
  all: () => select(shownIds()),
  clear: () => select([]),
};

class ActionBar extends Component {
  connected() {
    this.role = 'region';
    this.ariaLabel = 'Selection';
    render(this, html`
      <p aria-live="polite"></p>
      <button class="bar-button" type="button" data-action="similar">${icon('similar')}<span>Similar</span></button>
      <button class="bar-button" type="button" data-action="compare">${icon('compare')}<span>Compare</span></button>
      <button class="bar-button" type="button" data-action="category">${icon('folder')}<span>Category</span></button>
      <button class="bar-button" type="button" data-action="tags">${icon('label')}<span>Tags</span></button>
      <button class="bar-button" type="button" data-action="rename">${icon('edit')}<span>Rename</span></button>
      <button class="bar-button is-danger" type="button" data-action="delete">${icon('trash')}<span>Delete</span></button>
      <button class="bar-button" type="button" data-action="all">${icon('check')}<span>All</span></button>
      <button class="bar-button" type="button" data-action="clear">${icon('close')}<span>Clear</span></button>`);
    this.on('click', '[data-action]', (event, button) => actions[button.dataset.action]([...selection.value]));
    this.watch(selection, (chosen) => {
      this.toggleAttribute('raised', chosen.size > 0);
      this.inert = chosen.size === 0;
      render(this.find('p'), chosen.size > 0 && html`${count(chosen.size)} <span>selected</span>`);
      this.find('[data-action="similar"]').hidden = chosen.size !== 1;
      this.find('[data-action="compare"]').hidden = chosen.size !== 2;
    });
  }
}

customElements.define('action-bar', ActionBar);
