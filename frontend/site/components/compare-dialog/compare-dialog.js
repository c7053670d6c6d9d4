// Two pictures side by side. Zooming and moving apply to both.

import { html } from '../../lib/html.js';
import { thumbnailUrl, contentUrl } from '../../service/addresses.js';
import { peek } from '../../state/catalogue.js';
import { ModalDialog } from '../modal-dialog/modal-dialog.js';

const most = 12;

class CompareDialog extends ModalDialog {
  #view = { scale: 1, x: 0, y: 0 };
  #from = null;

  /** Shows the pictures with these two ids. */
  show(ids) {
    const picture = (id) => html`<img src="${thumbnailUrl(id, 800, 1)}" data-full="${contentUrl(id)}" alt="" draggable="false">`;
    const size = (image) => image && html`<small>${image.width} × ${image.height}</small>`;
    this.#view = { scale: 1, x: 0, y: 0 };
    this.open('Compare', html`
      <div class="compare-panes" tabindex="0" role="group" aria-label="Two pictures; plus and minus zoom, arrow keys move">
        ${ids.slice(0, 2).map((id) => html`<figure><div class="compare-pane">${picture(id)}</div>
          <figcaption>${peek(id)?.name ?? ''} ${size(peek(id))}</figcaption></figure>`)}
      </div>
      <label class="slider"><span>Zoom</span>
        <input type="range" min="0" max="100" value="0" aria-label="Zoom"><output></output></label>`, 'is-wide');
    const panes = this.find('.compare-panes');
    panes.addEventListener('wheel', (event) => {
      event.preventDefault();
      this.#zoom(this.#view.scale * Math.exp(-event.deltaY / 400));
    }, { passive: false });
    panes.addEventListener('pointerdown', (event) => {
      panes.setPointerCapture(event.pointerId);
      this.#from = { x: event.clientX - this.#view.x, y: event.clientY - this.#view.y };
    });
    panes.addEventListener('pointermove', (event) => this.#from && this.#move(event.clientX - this.#from.x, event.clientY - this.#from.y));
    panes.addEventListener('pointerup', () => {
      this.#from = null;
    });
    panes.addEventListener('keydown', (event) => this.#key(event));
    this.find('[type="range"]').addEventListener('input', (event) => this.#zoom(most ** (event.target.value / 100)));
    this.#apply();
  }

  #key(event) {
    const { scale, x, y } = this.#view;
    const step = 40;
    const act = {
      '+': () => this.#zoom(scale * 1.25),
      '-': () => this.#zoom(scale / 1.25),
      ArrowLeft: () => this.#move(x + step, y),
      ArrowRight: () => this.#move(x - step, y),
      ArrowUp: () => this.#move(x, y + step),
      ArrowDown: () => this.#move(x, y - step),
    }[event.key];
    if (act) {
      event.preventDefault();
      act();
    }
  }

  #zoom(scale) {
    const next = Math.min(most, Math.max(1, scale));
    const factor = next / this.#view.scale;
    this.#view.scale = next;
    this.#move(this.#view.x * factor, this.#view.y * factor);
  }

  #move(x, y) {
    const { width, height } = this.find('.compare-pane').getBoundingClientRect();
    const [reachX, reachY] = [width, height].map((side) => (side * (this.#view.scale - 1)) / 2);
    this.#view.x = Math.min(reachX, Math.max(-reachX, x));
    this.#view.y = Math.min(reachY, Math.max(-reachY, y));
    this.#apply();
  }

  #apply() {
    const { scale, x, y } = this.#view;
    for (const picture of this.querySelectorAll('.compare-pane img')) {
      picture.style.transform = `translate(${x}px, ${y}px) scale(${scale})`;
      // The thumbnail is enough until the person zooms in.
      if (scale > 1.3 && picture.dataset.full) {
        picture.src = picture.dataset.full;
        delete picture.dataset.full;
      }
    }
    this.find('output').textContent = `${Math.round(scale * 100)} %`;
    this.find('[type="range"]').value = (100 * Math.log(scale)) / Math.log(most);
  }
}

customElements.define('compare-dialog', CompareDialog);
