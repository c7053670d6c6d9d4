// The models and the one in use. Another one can be fetched and used, and the library can move back.

import { html, update } from '../../lib/html.js';
import { getModels, getSpaces } from '../../service/api.js';
import { index, jobs } from '../../state/live.js';
import { getAndUse, removeModel, removeSpace, returnTo, use } from '../../actions/models.js';
import { sayProblem } from '../../state/toasts.js';
import { ModalDialog } from '../modal-dialog/modal-dialog.js';
import { keptIndexes, modelList } from './model-list.js';

const actions = { get: getAndUse, use: (model) => use(model, true), remove: removeModel, return: returnTo, drop: removeSpace };

class ModelsDialog extends ModalDialog {
  #known = null;
  #ended = '';

  connected() {
    // A job that ended may have fetched a model or moved the library.
    this.watch(jobs, (all) => {
      const ended = [...all.values()].filter(({ finishedAt }) => finishedAt).map(({ id }) => id).join();
      if (ended !== this.#ended) {
        this.#ended = ended;
        this.#load();
      }
    });
    this.watch(index, () => this.#show());
  }

  show() {
    this.#known = null;
    this.open('Models', html`
      <p>A model turns each picture into the numbers that are compared. Moving to another one embeds the library again. The present index
        answers until that is done.</p>
      <div class="models"><p role="status">Asking the service…</p></div>`, 'is-medium');
    this.dialog.addEventListener('click', ({ target }) => {
      const button = target.closest('[data-do]');
      if (button) {
        this.#act(button.dataset.do, button.dataset.id);
      }
    });
    this.#load();
  }

  async #act(what, id) {
    const { items, spaces } = this.#known;
    await actions[what]([...items, ...spaces].find((each) => each.id === id));
    await this.#load();
  }

  async #load() {
    if (!this.isOpen) {
      return;
    }
    try {
      const [models, spaces] = await Promise.all([getModels(), getSpaces()]);
      const nameOf = (id) => models.items.find((model) => model.id === id)?.name ?? id;
      this.#known = { ...models, spaces: spaces.map((space) => ({ ...space, name: nameOf(space.model) })) };
      this.#show();
    } catch (problem) {
      sayProblem(problem);
    }
  }

  /** Updates the list. An unchanged list is left alone, so that a button keeps its focus. */
  #show() {
    if (this.isOpen && this.#known) {
      const hadFocus = this.find('.models').contains(document.activeElement);
      const target = index.value?.building?.model ?? this.#known.fetching?.model;
      update(this.find('.models'), html`${modelList(this.#known, target)}${keptIndexes(this.#known)}`);
      if (hadFocus && document.activeElement === document.body) {
        this.find('[data-close]').focus();
      }
    }
  }
}

customElements.define('models-dialog', ModelsDialog);
