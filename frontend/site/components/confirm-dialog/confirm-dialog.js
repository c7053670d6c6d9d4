// Asks before an action. `harmless` is for actions that delete nothing.
//
//   if (await (await dialog('confirm-dialog')).ask({ title, text, action })) ...

import { html } from '../../lib/html.js';
import { ModalDialog } from '../modal-dialog/modal-dialog.js';

class ConfirmDialog extends ModalDialog {
  #answer = null;

  /** Resolves to true when the person agrees, else to false. */
  ask({ title, text, action, harmless = false }) {
    this.open(title, html`
      <p>${text}</p>
      <div class="modal-actions">
        <button class="button" type="button" data-close autofocus>${harmless ? 'Cancel' : 'Keep'}</button>
        <button class="button ${harmless ? 'is-primary' : 'is-danger'}" type="button" data-agree>${action}</button>
      </div>`, 'is-narrow');
    this.find('[data-agree]').addEventListener('click', () => {
      this.#answer?.(true);
      this.close();
    });
    return new Promise((resolve) => {
      this.#answer = resolve;
    });
  }

  closed() {
    this.#answer?.(false);
    super.closed();
  }
}

customElements.define('confirm-dialog', ConfirmDialog);
