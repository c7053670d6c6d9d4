// A button that opens the rarer filters: when pictures were added, and how large they are.
//
//   moreFilters.show({ added, size });   keys of the spans
//
// Event: filter {added} or {size}.

import { Component } from '../../lib/component.js';
import { html, render } from '../../lib/html.js';
import { icon } from '../../lib/icons.js';
import { placeBelow } from '../../lib/place.js';
import { addedSpans, sizeSpans } from '../../state/spans.js';

const options = (spans) => spans.map(([key, words]) => html`<option value="${key}">${words}</option>`);

class MoreFilters extends Component {
  connected() {
    render(this, html`
      <button class="icon-button" type="button" popovertarget="more-filters-panel" aria-label="Date and size" title="Date and size">
        ${icon('filter')}</button>
      <div class="floating more-filters-panel" id="more-filters-panel" popover>
        <label class="field"><span>Added</span><select class="input" name="added">${options(addedSpans)}</select></label>
        <label class="field"><span>Size</span><select class="input" name="size">${options(sizeSpans)}</select></label>
      </div>`);
    const panel = this.find('[popover]');
    this.listen(panel, 'toggle', (event) => event.newState === 'open' && placeBelow(panel, this.find('.icon-button')));
    this.on('change', 'select', (event, { name, value }) => this.tell('filter', { [name]: value }));
  }

  show({ added, size }) {
    this.find('[name="added"]').value = added;
    this.find('[name="size"]').value = size;
    this.find('.icon-button').classList.toggle('is-on', Boolean(added || size));
  }
}

customElements.define('more-filters', MoreFilters);
