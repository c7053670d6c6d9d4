// The limits of the results (number, similarity, category), and their link and export.

import { Component } from '../../lib/component.js';
import { html, render } from '../../lib/html.js';
import { icon } from '../../lib/icons.js';
import { save } from '../../lib/files.js';
import { toCsv, toJson } from '../../actions/export.js';
import { categories } from '../../state/library.js';
import { change, route } from '../../state/router.js';
import { leastOf, limitsOf, search, shownResults } from '../../state/search.js';
import { say } from '../../state/toasts.js';

class ResultControls extends Component {
  connected() {
    render(this, html`
      <label class="slider"><span>Results at most</span>
        <input type="range" name="k" min="1" max="100" step="1" aria-label="Results at most"><output></output></label>
      <div class="threshold">
        <label class="slider"><span>Similar by at least</span>
          <input type="range" name="threshold" min="0" max="100" step="1" aria-label="Similar by at least"><output></output></label>
        <button class="chip" type="button" data-auto aria-pressed="false"
          title="Draws the line where these results fall into two groups">Auto</button>
      </div>
      <label class="field"><span>Only in category</span><select class="input" name="category"></select></label>
      <div class="result-actions">
        <button class="button" type="button" data-do="link" data-needs-link>${icon('link')}Copy link</button>
        <button class="button" type="button" data-do="csv">${icon('download')}CSV</button>
        <button class="button" type="button" data-do="json">${icon('download')}JSON</button>
      </div>`);
    this.watch(route, ({ view, params }) => view === 'search' && this.#show(params));
    // An automatic threshold depends on the results.
    this.watch(search, () => this.#showThreshold());
    this.watch(categories, (list) => this.#list(list));
    this.on('input', '[type="range"]', (event, input) => {
      const value = input.name === 'k' ? input.value : Number(input.value) / 100;
      change({ [input.name]: value || null }, { replace: true });
    });
    this.on('click', '[data-auto]', (event, button) => {
      change({ threshold: button.ariaPressed === 'true' ? null : 'auto' }, { replace: true });
    });
    this.on('change', 'select', (event, select) => change({ category: select.value }, { replace: true }));
    this.on('click', '[data-do]', (event, button) => this.#do(button.dataset.do));
  }

  #list(list) {
    const { category = '' } = route.value.params;
    render(this.find('select'), html`<option value="">Any</option>
      ${list.map(({ name }) => html`<option value="${name}">${name}</option>`)}`);
    this.find('select').value = category;
  }

  #show(params) {
    const { k } = limitsOf(params);
    const most = this.find('.slider');
    most.querySelector('input').value = k;
    most.querySelector('output').textContent = k;
    this.#showThreshold();
    this.find('select').value = params.category ?? '';
    // A link to a file of this visit would not work elsewhere.
    this.find('[data-do="link"]').hidden = !params.image;
  }

  #showThreshold() {
    const { threshold } = limitsOf(route.value.params);
    const isAuto = threshold === 'auto';
    const figure = Math.round(leastOf(threshold) * 100);
    const slider = this.find('.threshold input');
    slider.value = figure;
    slider.ariaValueText = `${isAuto ? 'automatic, ' : ''}${figure} percent`;
    this.find('.threshold output').textContent = `${figure} %`;
    this.find('[data-auto]').ariaPressed = isAuto;
  }

  async #do(what) {
    if (what === 'link') {
      try {
        await navigator.clipboard.writeText(location.href);
        say('Link copied.');
      } catch {
        say('The browser did not let the link be copied; take it from the address bar.', { kind: 'problem' });
      }
    } else if (what === 'csv') {
      save('similar-pictures.csv', 'text/csv', toCsv(shownResults()));
    } else {
      save('similar-pictures.json', 'application/json', toJson(shownResults()));
    }
  }
}

customElements.define('result-controls', ResultControls);
