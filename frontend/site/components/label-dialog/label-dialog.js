// Asks for a category or for tags.
//
//   const text = await labelDialog.ask('category' | 'tags', howMany, known);   null where it was closed

import { plural } from '../../lib/format.js';
import { html } from '../../lib/html.js';
import { ModalDialog } from '../modal-dialog/modal-dialog.js';

class LabelDialog extends ModalDialog {
  #answer = null;

  ask(kind, howMany, known) {
    const isCategory = kind === 'category';
    this.open(isCategory ? `Category of ${plural(howMany, 'picture')}` : `Tags for ${plural(howMany, 'picture')}`, html`
      <form method="dialog">
        <label class="field">
          <span>${isCategory ? 'Category; leave it empty for none' : 'Tags, separated by commas'}</span>
          <input class="input" name="text" autocomplete="off" maxlength="200" list="label-known" autofocus>
        </label>
        <datalist id="label-known">${isCategory && known.map(({ name }) => html`<option value="${name}"></option>`)}</datalist>
        <div class="modal-actions">
          <button class="button" type="button" data-close>Cancel</button>
          <button class="button is-primary" type="submit">Save</button>
        </div>
      </form>`, 'is-narrow');
    this.find('form').addEventListener('submit', () => this.#answer?.(this.find('input').value.trim()));
    return new Promise((resolve) => {
      this.#answer = resolve;
    });
  }

  closed() {
    this.#answer?.(null);
    super.closed();
  }
}

customElements.define('label-dialog', LabelDialog);
