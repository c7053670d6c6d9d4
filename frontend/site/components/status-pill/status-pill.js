// The state of the service in a few words. A click opens the details.

import { Component } from '../../lib/component.js';
import { dialog } from '../../lib/dialog.js';
import { html, render } from '../../lib/html.js';
import { connection } from '../../service/connection.js';
import { index, indexing } from '../../state/live.js';
import { describeStatus } from '../../state/status.js';

class StatusPill extends Component {
  connected() {
    render(this, html`<button type="button"><span role="status"></span></button>`);
    [indexing, index, connection].forEach((signal) => this.watch(signal, () => this.#show()));
    this.on('click', 'button', async () => (await dialog('index-dialog')).show());
  }

  #show() {
    const { kind, text, short = text, fraction = 0 } = describeStatus(indexing.value, index.value, connection.value);
    const button = this.find('button');
    button.className = `is-${kind}`;
    button.style.setProperty('--done', `${Math.round(fraction * 100)}%`);
    button.title = `${text[0].toUpperCase()}${text.slice(1)}. About the index`;
    button.dataset.short = short;
    this.find('span').textContent = text;
  }
}

customElements.define('status-pill', StatusPill);
