// The query picture, which can be cropped.

import { Component } from '../../lib/component.js';
import { fromText, toText } from '../../lib/crop-geometry.js';
import { html, render } from '../../lib/html.js';
import { icon } from '../../lib/icons.js';
import { change } from '../../state/router.js';
import { thumbnailUrl } from '../../service/addresses.js';
import { fetchImage } from '../../state/catalogue.js';
import { fileOf } from '../../state/queries.js';
import '../crop-box/crop-box.js';

class QueryPanel extends Component {
  #shown = '';
  #timer = 0;

  connected() {
    this.on('crop', 'crop-box', (event) => {
      // Keys come in bursts, and only the last position is worth a search.
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => change({ crop: toText(event.detail.box) }, { replace: true }), 150);
    });
    this.on('click', '[data-whole]', () => change({ crop: null }, { replace: true }));
  }

  /** Shows a query of the address bar: {image | file, crop}. */
  async show({ image, file, crop }) {
    const key = `${image ?? ''}/${file ?? ''}`;
    if (key !== this.#shown) {
      this.#shown = key;
      const local = file && fileOf(file);
      const url = image ? thumbnailUrl(image, 800, 1) : local?.url;
      render(this, url && html`
        <crop-box><img src="${url}" alt="Query picture" draggable="false"></crop-box>
        <p class="query-name"><span>${local?.file.name ?? ''}</span>
          <button class="link-button" type="button" data-whole hidden>${icon('crop')}Whole picture</button></p>`);
      this.find('crop-box > img')?.addEventListener('error', () => this.find('crop-box').classList.add('is-unseen'));
    }
    const box = fromText(crop);
    if (this.find('crop-box')) {
      this.find('crop-box').box = box;
      this.find('[data-whole]').hidden = !box;
    }
    const known = image && await fetchImage(Number(image)).catch(() => null);
    if (known && key === this.#shown) {
      this.find('.query-name span').textContent = known.name;
    }
  }
}

customElements.define('query-panel', QueryPanel);
