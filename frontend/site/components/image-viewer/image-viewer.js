// One picture as large as the window allows. The address bar opens and closes it (`view=42`), so that Back closes it.
//
// Events: viewer-open {id} before it opens, viewer-close {id} after it closed, with the id of the picture that it showed last.

import { Component } from '../../lib/component.js';
import { html, render, update } from '../../lib/html.js';
import { icon } from '../../lib/icons.js';
import { onSwipe } from '../../lib/swipe.js';
import { deleteAfterAsking } from '../../actions/deleting.js';
import { rename } from '../../actions/labelling.js';
import { retry } from '../../actions/retrying.js';
import { findSimilar } from '../../actions/searching.js';
import { contentUrl, thumbnailUrl } from '../../service/addresses.js';
import { catalogueChanged, fetchImage, peek } from '../../state/catalogue.js';
import { change, route } from '../../state/router.js';
import { shownIds } from '../../state/shown.js';
import { details } from './details.js';

const shownByBrowsers = ['jpeg', 'jpg', 'png', 'gif', 'webp', 'avif', 'bmp'];
const mostPixels = 60_000_000;

class ImageViewer extends Component {
  #id = 0;

  connected() {
    render(this, html`
      <dialog class="viewer" aria-label="Picture">
        <header class="viewer-head">
          <p class="viewer-name"></p>
          <button class="icon-button" type="button" data-do="similar" aria-label="Find similar" title="Find similar (S)">
            ${icon('similar')}</button>
          <a class="icon-button" data-do="download" download aria-label="Download" title="Download">${icon('download')}</a>
          <button class="icon-button" type="button" data-do="details" aria-label="Details" aria-pressed="false" title="Details (I)">
            ${icon('info')}</button>
          <button class="icon-button" type="button" data-do="delete" aria-label="Delete" title="Delete (Del)">${icon('trash')}</button>
          <button class="icon-button" type="button" data-do="close" aria-label="Close" title="Close (Esc)">${icon('close')}</button>
        </header>
        <div class="viewer-stage" tabindex="-1" autofocus><img class="viewer-preview" alt=""><img class="viewer-picture" alt=""></div>
        <button class="viewer-step is-back" type="button" data-do="back" aria-label="Previous">${icon('back')}</button>
        <button class="viewer-step is-forward" type="button" data-do="forward" aria-label="Next">${icon('forward')}</button>
        <aside class="viewer-details" aria-label="Details" hidden></aside>
      </dialog>`);
    const dialog = this.find('dialog');
    this.on('click', '[data-do]', (event, button) => this.#do(button.dataset.do));
    this.listen(dialog, 'cancel', (event) => {
      event.preventDefault();
      this.#do('close');
    });
    this.listen(dialog, 'keydown', (event) => this.#key(event));
    this.listen(this.find('.viewer-stage'), 'click', (event) => event.target.matches('.viewer-stage') && this.#do('close'));
    onSwipe(this.find('.viewer-stage'), {
      left: () => this.#do('forward'), right: () => this.#do('back'), down: () => this.#do('close'),
    }, this.lifetime);
    this.on('change', '[name="name"]', (event, input) => rename(this.#id, input.value));
    this.listen(this.find('.viewer-picture'), 'load', (event) => event.target.classList.add('is-loaded'));
    this.watch(route, ({ params }) => this.#follow(Number(params.view) || 0));
    this.watch(catalogueChanged, () => this.#describe());
  }

  #follow(id) {
    const dialog = this.find('dialog');
    if (id === 0) {
      if (dialog.open) {
        dialog.close();
        this.tell('viewer-close', { id: this.#id });
      }
      this.#id = 0;
      return;
    }
    if (!dialog.open) {
      this.tell('viewer-open', { id });
      dialog.showModal();
    }
    if (id !== this.#id) {
      this.#id = id;
      this.#show();
    }
  }

  async #show() {
    const id = this.#id;
    const preview = this.find('.viewer-preview');
    const picture = this.find('.viewer-picture');
    picture.classList.remove('is-loaded');
    picture.removeAttribute('src');
    preview.src = thumbnailUrl(id, 800, 1);
    const ids = shownIds();
    const at = ids.indexOf(id);
    this.find('[data-do="back"]').hidden = at <= 0;
    this.find('[data-do="forward"]').hidden = at < 0 || at >= ids.length - 1;
    this.#describe();
    // Loads the neighbours in advance.
    for (const neighbour of at < 0 ? [] : [ids[at + 1], ids[at - 1]].filter(Boolean)) {
      new Image().src = thumbnailUrl(neighbour, 800, 1);
    }
    const image = await fetchImage(id).catch(() => null);
    if (image && id === this.#id && shownByBrowsers.includes(image.format.toLowerCase()) && image.width * image.height <= mostPixels) {
      picture.src = contentUrl(id);
    }
  }

  #describe() {
    const image = peek(this.#id);
    this.find('dialog').ariaLabel = image?.name ?? 'Picture';
    this.find('.viewer-name').textContent = image?.name ?? '';
    this.find('.viewer-preview').alt = image?.name ?? '';
    const link = this.find('[data-do="download"]');
    link.href = contentUrl(this.#id);
    link.download = image?.name ?? '';
    update(this.find('.viewer-details'), image && details(image));
  }

  #key(event) {
    const what = { ArrowLeft: 'back', ArrowRight: 'forward', s: 'similar', i: 'details', Delete: 'delete' }[event.key];
    if (what && !event.target.closest('input') && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      this.#do(what);
    }
  }

  async #do(what) {
    const ids = shownIds();
    const at = ids.indexOf(this.#id);
    const turn = (to) => ids[to] && change({ view: ids[to] }, { replace: true });
    if (what === 'close') {
      change({ view: null }, { replace: true });
    } else if (what === 'back' || what === 'forward') {
      turn(at + (what === 'back' ? -1 : 1));
    } else if (what === 'similar') {
      const id = this.#id;
      change({ view: null }, { replace: true });
      findSimilar(id);
    } else if (what === 'retry') {
      retry([this.#id]);
    } else if (what === 'details') {
      const panel = this.find('.viewer-details');
      panel.hidden = !panel.hidden;
      this.find('[data-do="details"]').ariaPressed = String(!panel.hidden);
    } else if (what === 'delete' && await deleteAfterAsking([this.#id])) {
      const next = ids[at + 1] ?? ids[at - 1];
      change({ view: next ?? null }, { replace: true });
    }
  }
}

customElements.define('image-viewer', ImageViewer);
