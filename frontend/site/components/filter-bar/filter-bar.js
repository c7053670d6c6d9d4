// The quiet row above the wall: search by name, order, categories as chips.

import { Component } from '../../lib/component.js';
import { count } from '../../lib/format.js';
import { html, render, update } from '../../lib/html.js';
import { icon } from '../../lib/icons.js';
import { categories, filter } from '../../client/library.js';
import { indexing } from '../../client/live.js';

const orders = [
  ['added desc', 'Newest first'],
  ['added asc', 'Oldest first'],
  ['name asc', 'Name'],
  ['size desc', 'Largest first'],
  ['size asc', 'Smallest first'],
];

class FilterBar extends Component {
  #timer = 0;

  connected() {
    render(this, html`
      <label class="search-field">${icon('search')}
        <input class="input" type="search" placeholder="Filter" aria-label="Filter by name" autocomplete="off" spellcheck="false"></label>
      <select class="input" aria-label="Order">${orders.map(([value, text]) => html`<option value="${value}">${text}</option>`)}</select>
      <div class="chips" role="group" aria-label="Categories"></div>`);
    const input = this.find('input');
    this.listen(input, 'input', () => {
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => this.#change({ search: input.value.trim() }), 250);
    });
    this.listen(this.find('select'), 'change', (event) => {
      const [sort, order] = event.target.value.split(' ');
      this.#change({ sort, order });
    });
    this.on('click', '.chip', (event, chip) => {
      const { category, status } = chip.dataset;
      const isOn = chip.ariaPressed === 'true';
      this.#change(status ? { status: isOn ? '' : status } : { category: isOn ? '' : category, status: '' });
    });
    this.watch(categories, () => this.#chips());
    this.watch(filter, () => this.#chips());
    this.watch(indexing, () => this.#chips());
  }

  #change(next) {
    filter.value = { ...filter.value, ...next };
  }

  #chips() {
    const { category, status } = filter.value;
    const failed = indexing.value?.failed ?? 0;
    const markup = html`
      ${failed > 0 && html`<button class="chip is-failed" type="button" data-status="failed" aria-pressed="${status === 'failed'}">
        Failed <small>${count(failed)}</small></button>`}
      ${categories.value.map(({ name, count: many }) => html`
        <button class="chip" type="button" data-category="${name}" aria-pressed="${name === category}">${name} <small>${count(many)}</small></button>`)}`;
    const focused = document.activeElement?.dataset?.category;
    update(this.find('.chips'), markup);
    if (focused && document.activeElement?.dataset?.category !== focused) {
      [...this.querySelectorAll('.chip')].find((chip) => chip.dataset.category === focused)?.focus();
    }
  }
}

customElements.define('filter-bar', FilterBar);
