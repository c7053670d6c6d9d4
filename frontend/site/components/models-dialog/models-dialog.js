// Which models there are, which one is used, and the way to another: fetch it, move to it, move back.

import { bytes, count } from '../../lib/format.js';
import { html, render } from '../../lib/html.js';
import { icon } from '../../lib/icons.js';
import { getModels, getSpaces } from '../../client/api.js';
import { jobs } from '../../client/live.js';
import { getAndUse, removeModel, removeSpace, returnTo, use } from '../../client/models.js';
import { sayProblem } from '../../client/toasts.js';
import { ModalDialog } from '../modal-dialog/modal-dialog.js';

const actions = { get: getAndUse, use: (model) => use(model, true), remove: removeModel, return: returnTo, drop: removeSpace };

class ModelsDialog extends ModalDialog {
  #known = { models: [], spaces: [] };

  connected() {
    // A model that has arrived, a library that has moved: the list is another then.
    this.watch(jobs, (all) => this.isOpen && [...all.values()].some(({ state }) => state !== 'running') && this.#load());
  }

  show() {
    this.open('Models', html`
      <p>A model turns each picture into the numbers that are compared. Moving to another embeds the library anew beside the present index, which answers until then.</p>
      <div class="models" aria-live="polite"><p>Asking the service…</p></div>`, 'is-medium');
    this.dialog.addEventListener('click', ({ target }) => {
      const button = target.closest('[data-do]');
      if (button) {
        this.#act(button.dataset.do, button.dataset.id);
      }
    });
    this.#load();
  }

  async #act(what, id) {
    const subject = this.#known.models.find((each) => each.id === id) ?? this.#known.spaces.find((each) => each.id === id);
    await actions[what](subject);
    await this.#load();
  }

  async #load() {
    try {
      const [{ items, active, offer }, spaces] = await Promise.all([getModels(), getSpaces()]);
      this.#known = { models: items, spaces };
      if (this.isOpen) {
        render(this.find('.models'), html`
          ${items.map((model) => this.#model(model, active, offer))}
          ${this.#kept(spaces.filter(({ state }) => state === 'kept'))}`);
      }
    } catch (problem) {
      sayProblem(problem);
    }
  }

  #model(model, active, offer) {
    const { id, name, installed, builtIn, size, dimension, bytes: length, partialBytes, licence, sources } = model;
    const inUse = id === active;
    return html`<section class="model ${inUse && 'is-used'}">
      <div><h3>${name} ${inUse ? html`<small class="tag">in use</small>` : installed && html`<small class="tag is-quiet">here</small>`}</h3>
        <p>${size} × ${size} pixels in, ${count(dimension)} numbers out · ${bytes(length)}${partialBytes > 0 && ` · ${bytes(partialBytes)} of it are here`}</p>
        <p class="model-licence">${licence}</p></div>
      <div class="model-actions">
        ${!inUse && installed && html`<button class="button" type="button" data-do="use" data-id="${id}">Use it</button>`}
        ${!installed && sources.length > 0 && html`<button class="button ${id === offer && 'is-primary'}" type="button" data-do="get" data-id="${id}">
          ${icon('download')}${partialBytes > 0 ? 'Go on fetching' : 'Get and use'}</button>`}
        ${!inUse && installed && !builtIn && sources.length > 0 && html`<button class="icon-button" type="button" data-do="remove" data-id="${id}" aria-label="Delete ${name}">${icon('trash')}</button>`}
      </div></section>`;
  }

  #kept(spaces) {
    return spaces.length > 0 && html`<h3>Kept indexes</h3>${spaces.map(({ id, model, indexed, bytes: length }) => html`
      <section class="model"><div><h4>${model}</h4><p>${count(indexed)} pictures · ${bytes(length)}</p></div>
        <div class="model-actions">
          <button class="button" type="button" data-do="return" data-id="${id}">Move back</button>
          <button class="icon-button" type="button" data-do="drop" data-id="${id}" aria-label="Delete the index of ${model}">${icon('trash')}</button>
        </div></section>`)}`;
  }
}

customElements.define('models-dialog', ModelsDialog);
