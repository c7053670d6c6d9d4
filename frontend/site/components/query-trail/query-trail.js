// The earlier queries of a search as small pictures to go back to, and the pictures that came together, to switch between.

import { Component } from '../../lib/component.js';
import { html, render } from '../../lib/html.js';
import { go, route } from '../../state/router.js';
import { paramsOf, queryUrl, strip, trail } from '../../state/queries.js';

class QueryTrail extends Component {
  connected() {
    [trail, strip, route].forEach((signal) => this.watch(signal, () => this.#show()));
    this.on('click', 'button', (event, button) => {
      const list = button.dataset.list === 'strip' ? strip.value.map((file) => ({ file })) : trail.value;
      const { k, threshold, category } = route.value.params;
      go('search', { ...paramsOf(list[button.dataset.at]), k, threshold, category });
    });
  }

  #show() {
    const { image, file } = route.value.params;
    const isCurrent = (query) => query.file === file && String(query.image ?? '') === String(image ?? '');
    const row = (label, name, list) => html`
      <nav aria-label="${label}"><span>${label}</span><ol>${list.map((query, at) => html`
        <li><button type="button" data-list="${name}" data-at="${at}" aria-label="${label}, ${at + 1} of ${list.length}"
          ${isCurrent(query) && html`aria-current="step"`}><img src="${queryUrl(query)}" alt=""></button></li>`)}</ol></nav>`;
    const focused = document.activeElement?.closest?.('query-trail') === this ? document.activeElement.dataset : null;
    render(this, html`
      ${strip.value.length > 1 && row('Given pictures', 'strip', strip.value.map((key) => ({ file: key })))}
      ${trail.value.length > 1 && row('Steps', 'trail', trail.value)}`);
    if (focused) {
      this.find(`[data-list="${focused.list}"][data-at="${focused.at}"]`)?.focus();
    }
  }
}

customElements.define('query-trail', QueryTrail);
