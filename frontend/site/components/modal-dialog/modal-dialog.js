// The base of every dialog: a native <dialog> with the element's content. Escape, its button or a click outside close it.

import { Component } from '../../lib/component.js';
import { html, render } from '../../lib/html.js';
import { icon } from '../../lib/icons.js';

export class ModalDialog extends Component {
  get dialog() {
    return this.find('dialog');
  }

  get isOpen() {
    return this.dialog?.open ?? false;
  }

  /** Opens the dialog with a title and content; `kind` becomes its class. */
  open(title, content, kind = '') {
    render(this, html`
      <dialog class="modal ${kind}" aria-label="${title}">
        <header class="modal-head">
          <h2>${title}</h2>
          <button class="icon-button" type="button" data-close aria-label="Close">${icon('close')}</button>
        </header>
        <div class="modal-body">${content}</div>
      </dialog>`);
    const { dialog } = this;
    dialog.addEventListener('close', () => this.closed());
    dialog.addEventListener('click', (event) => {
      if (event.target === dialog || event.target.closest('[data-close]')) {
        dialog.close();
      }
    });
    dialog.showModal();
  }

  close() {
    this.dialog?.close();
  }

  connected() {}

  /** Called after every way of closing. */
  closed() {
    this.replaceChildren();
  }
}
