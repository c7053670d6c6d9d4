// A button that unfolds the rarer filters: when pictures were added, and how large they are.
//
// Event: filter {addedAfter} or {minBytes, maxBytes}, as the service takes them.

import { Component } from '../../lib/component.js';
import { html, render } from '../../lib/html.js';
import { icon } from '../../lib/icons.js';
import { addedFilter, addedSpans, sizeFilter, sizeSpans } from '../../lib/spans.js';

const options = (spans) => spans.map(([key, words]) => html`<option value="${key}">${words}</option>`);

class MoreFilters extends Component {
  connected() {
    render(this, html`
      <button class="icon-button" type="button" popovertarget="more-filters-panel" aria-label="Date and size" title="Date and size">${icon('filter')}</button>
      <div class="more-filters-panel" id="more-filters-panel" popover>
        <label class="field"><span>Added</span><select class="input" name="added">${options(addedSpans)}</select></label>
        <label class="field"><span>Size</span><select class="input" name="size">${options(sizeSpans)}</select></label>
      </div>`);
    this.listen(this.find('[popover]'), 'toggle', (event) => event.newState === 'open' && this.#place());
    this.on('change', 'select', (event, { name, value }) => {
      this.tell('filter', name === 'added' ? addedFilter(value) : sizeFilter(value));
      this.find('.icon-button').classList.toggle('is-on', [...this.querySelectorAll('select')].some((select) => select.value));
    });
  }

  /** Below its button, wherever that stands, and within the window. */
  #place() {
    const { left, bottom } = this.find('.icon-button').getBoundingClientRect();
    const panel = this.find('[popover]');
    panel.style.left = `${Math.max(8, Math.min(left, document.documentElement.clientWidth - panel.offsetWidth - 8))}px`;
    panel.style.top = `${bottom + 4}px`;
  }
}

customElements.define('more-filters', MoreFilters);
