// The row above the wall: search by name, order, categories and tags as chips, and the rarer filters behind a button.
//
// Listens on window for filter-by-name, which moves the focus to the search.

import { Component } from '../../lib/component.js';
import { count } from '../../lib/format.js';
import { html, render, update } from '../../lib/html.js';
import { icon } from '../../lib/icons.js';
import { categories, filter, filterBy, tags } from '../../state/library.js';
import { indexing } from '../../state/live.js';
// Defined first, because this component calls its `show`.
import '../more-filters/more-filters.js';

const orders = [
  ['added desc', 'Newest first'],
  ['added asc', 'Oldest first'],
  ['name asc', 'Name'],
  ['name desc', 'Name, Z to A'],
  ['size desc', 'Largest first'],
  ['size asc', 'Smallest first'],
];

// The service's HTTP interface lists the tags beyond these.
const mostTags = 100;

class FilterBar extends Component {
  #timer = 0;

  connected() {
    render(this, html`
      <label class="search-field">${icon('search')}
        <input class="input" type="search" placeholder="Filter" aria-label="Filter by name" autocomplete="off" spellcheck="false"></label>
      <select class="input" aria-label="Order">${orders.map(([value, text]) => html`<option value="${value}">${text}</option>`)}</select>
      <more-filters></more-filters>
      <div class="chips" role="group" aria-label="Categories and tags"></div>`);
    const input = this.find('input');
    this.listen(input, 'input', () => {
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => this.#searchFor(input.value.trim()), 250);
    });
    this.listen(this.find('select'), 'change', (event) => {
      const [sort, order] = event.target.value.split(' ');
      filterBy({ sort, order });
    });
    this.on('click', '.chip', (event, chip) => {
      const { condition, value } = chip.dataset;
      filterBy({ [condition]: chip.ariaPressed === 'true' ? '' : value });
    });
    this.on('filter', 'more-filters', (event) => filterBy(event.detail));
    this.listen(window, 'filter-by-name', () => input.focus());
    this.watch(filter, (now) => this.#show(now));
    [categories, tags, filter, indexing].forEach((signal) => this.watch(signal, () => this.#chips()));
  }

  #searchFor(search) {
    this.#timer = 0;
    // Back goes one step for a name, not one for each letter.
    filterBy({ search }, { replace: Boolean(search && filter.value.search) });
  }

  /** Shows a filter that the address bar may have changed, but keeps what is being typed. */
  #show(now) {
    const input = this.find('input');
    if (!this.#timer && input.value.trim() !== now.search) {
      input.value = now.search;
    }
    this.find('select').value = `${now.sort} ${now.order}`;
    this.find('more-filters').show(now);
  }

  #chips() {
    const now = filter.value;
    const chip = (condition, value, text, many, kind = '') => html`
      <button class="chip ${kind}" type="button" data-condition="${condition}" data-value="${value}"
        aria-pressed="${now[condition] === value}">${text} <small>${count(many)}</small></button>`;
    // A chosen category or tag stays on the page even where no picture has it.
    const all = (condition, list) => list.some(({ name }) => name === now[condition]) || !now[condition]
      ? list : [{ name: now[condition], count: 0 }, ...list];
    const failed = indexing.value?.failed ?? 0;
    const focused = document.activeElement?.closest?.('.chips') && document.activeElement.dataset;
    update(this.find('.chips'), html`
      ${(failed > 0 || now.status) && chip('status', 'failed', 'Failed', failed, 'is-failed')}
      ${all('category', categories.value).map(({ name, count: many }) => chip('category', name, name, many))}
      ${all('tag', tags.value).slice(0, mostTags).map(({ name, count: many }) => chip('tag', name, `#${name}`, many))}`);
    if (focused && !document.activeElement?.closest?.('.chips')) {
      [...this.querySelectorAll('.chip')]
        .find(({ dataset }) => dataset.condition === focused.condition && dataset.value === focused.value)?.focus();
    }
  }
}

customElements.define('filter-bar', FilterBar);
