// Short messages, which screen readers read out. A popover, to appear above dialogs, and inside the open dialog, because a modal dialog
// makes everything outside it inert.

import { Component } from '../../lib/component.js';
import { html, render } from '../../lib/html.js';
import { icon } from '../../lib/icons.js';
import { dismiss, toasts } from '../../state/toasts.js';

class ToastRegion extends Component {
  connected() {
    this.popover = 'manual';
    this.role = 'status';
    this.ariaLive = 'polite';
    this.on('click', '[data-undo]', (event, button) => {
      const toast = toasts.value.find(({ key }) => String(key) === button.dataset.undo);
      dismiss(toast.key);
      toast.undo();
    });
    this.on('click', '[data-dismiss]', (event, button) => dismiss(Number(button.dataset.dismiss)));
    // Last, because it may move the region, which connects it again.
    this.watch(toasts, (list) => this.#show(list));
  }

  #moveTo(place) {
    if (this.parentElement === place) {
      return;
    }
    place.append(this);
    if (place !== document.body) {
      // A closing dialog may remove its content. The listener cannot end with the lifetime, which ends at that moment.
      place.addEventListener('close', () => this.#moveTo(document.body), { once: true });
    }
  }

  #show(list) {
    this.#moveTo([...document.querySelectorAll('dialog:modal')].at(-1) ?? document.body);
    render(this, html`${list.map(({ key, text, kind, undo }) => html`
      <div class="toast is-${kind}">
        ${icon(kind === 'problem' ? 'warning' : 'check')}<span>${text}</span>
        ${undo && html`<button class="link-button" type="button" data-undo="${key}">Undo</button>`}
        <button class="icon-button is-small" type="button" data-dismiss="${key}" aria-label="Dismiss">${icon('close')}</button>
      </div>`)}`);
    if (this.matches(':popover-open')) {
      this.hidePopover();
    }
    if (list.length > 0) {
      this.showPopover();
    }
  }
}

customElements.define('toast-region', ToastRegion);
