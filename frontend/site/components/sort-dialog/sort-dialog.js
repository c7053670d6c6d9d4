// Sorts many pictures into categories: one after the other, with a key for each category and one for the suggested category.

import { count, plural } from '../../lib/format.js';
import { html, render } from '../../lib/html.js';
import { thumbnailUrl } from '../../service/addresses.js';
import { fetchImage, forget } from '../../state/catalogue.js';
import { categories, refresh } from '../../state/library.js';
import { Sorting } from '../../actions/sorting.js';
import { say, sayProblem } from '../../state/toasts.js';
import { ModalDialog } from '../modal-dialog/modal-dialog.js';
import { categoryButtons, sortLayout } from './sort-layout.js';

class SortDialog extends ModalDialog {
  #sorting = null;
  #names = [];
  #suggestion = null;
  #asking = null;

  /** Goes through the pictures with these ids. */
  show(ids) {
    this.#sorting = new Sorting(ids);
    this.#names = [...categories.value].sort((a, b) => b.count - a.count).map(({ name }) => name);
    this.open('Sort into categories', sortLayout, 'is-wide');
    const { dialog } = this;
    dialog.addEventListener('keydown', (event) => this.#key(event));
    dialog.addEventListener('click', ({ target }) => {
      const button = target.closest('button');
      if (button?.dataset.name) {
        this.#assign(button.dataset.name);
      } else if (button?.matches('[data-back]')) {
        this.#back();
      } else if (button?.matches('[data-skip-one]')) {
        this.#skip();
      }
    });
    this.find('.sort-new').addEventListener('submit', (event) => {
      event.preventDefault();
      const name = event.target.name.value.trim();
      if (name) {
        event.target.reset();
        this.#assign(name);
      }
    });
    // The closing button must not have the focus, because Enter would close the dialog.
    this.find('.sort-stage').focus();
    this.#turn();
  }

  async closed() {
    const sorting = this.#sorting;
    this.#asking?.abort();
    super.closed();
    // The last decision may not have been carried out yet.
    await sorting.settled();
    const { sorted } = sorting;
    if (sorted.length > 0) {
      forget(sorted);
      refresh();
      say(`${plural(sorted.length, 'picture')} sorted.`, {
        undo: () => sorting.undo().catch(sayProblem).then(() => { forget(sorted); refresh(); }),
      });
    }
  }

  #key(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.matches('input')) {
      return;
    }
    const name = /^[1-9]$/.test(event.key) ? this.#names[event.key - 1] : undefined;
    const act = name !== undefined ? () => this.#assign(name)
      : event.key === 'Enter' && this.#suggestion && !event.target.matches('button') ? () => this.#assign(this.#suggestion)
        : { ArrowRight: () => this.#skip(), ArrowLeft: () => this.#back(), n: () => this.find('input').focus() }[event.key];
    if (act) {
      event.preventDefault();
      act();
    }
  }

  async #assign(name) {
    if (this.#sorting.current === undefined) {
      return;
    }
    if (!this.#names.includes(name)) {
      this.#names.push(name);
    }
    const work = this.#sorting.assign(name);
    this.#turn(`In "${name}". `);
    await work.catch((problem) => this.#turn(sayProblem(problem)));
  }

  #skip() {
    if (this.#sorting.current !== undefined) {
      this.#sorting.skip();
      this.#turn();
    }
  }

  async #back() {
    const work = this.#sorting.back();
    this.#turn();
    await work.catch(sayProblem);
  }

  /** Shows the present picture. */
  async #turn(said = '') {
    if (!this.isOpen) {
      return;
    }
    const { current, next, left, canGoBack } = this.#sorting;
    if (current === undefined) {
      this.close();
      return;
    }
    this.find('.sort-left').textContent = `${said}${count(left)} left.`;
    this.find('[data-back]').disabled = !canGoBack;
    render(this.find('.sort-names'), categoryButtons(this.#names));
    this.find('img').src = thumbnailUrl(current, 800, 1);
    if (next !== undefined) {
      new Image().src = thumbnailUrl(next, 800, 1);
    }
    // The new buttons may have taken the focus away, and the keys need it in the dialog.
    if (!this.dialog.contains(document.activeElement) || document.activeElement === document.body) {
      this.find('.sort-stage').focus();
    }
    await this.#describe(current);
  }

  async #describe(id) {
    this.#asking?.abort();
    this.#asking = new AbortController();
    this.#suggest(null);
    const [image, suggestion] = await Promise.all([fetchImage(id).catch(() => null), this.#sorting.suggest(id, this.#asking.signal)]);
    if (this.isOpen && this.#sorting.current === id) {
      this.find('figcaption').textContent = image?.name ?? '';
      this.find('img').alt = image?.name ?? '';
      this.#suggest(suggestion);
    }
  }

  #suggest(name) {
    this.#suggestion = name;
    const button = this.find('.sort-guess');
    button.hidden = name === null;
    button.dataset.name = name ?? '';
    render(button, name !== null && html`<kbd>Enter</kbd><span>Looks like ${name}</span>`);
  }
}

customElements.define('sort-dialog', SortDialog);
