// The service's description of its index, and the ways to rebuild it. Opened from the status at the top.

import { bytes, count, moment } from '../../lib/format.js';
import { dialog } from '../../lib/dialog.js';
import { html } from '../../lib/html.js';
import { icon } from '../../lib/icons.js';
import { rebuildIndex } from '../../service/api.js';
import { categories } from '../../state/library.js';
import { index, indexing } from '../../state/live.js';
import { isReembedding } from '../../state/status.js';
import { say, sayProblem } from '../../state/toasts.js';
import { ModalDialog } from '../modal-dialog/modal-dialog.js';
import { breakdown } from './breakdown.js';

class IndexDialog extends ModalDialog {
  show() {
    const { model, builtIn, device, dimension, engine, metric, bytes: size, savedAt, building, modelProblem } = index.value ?? {};
    const { indexed = 0, pending = 0, failed = 0 } = indexing.value ?? {};
    const isRebuilt = isReembedding(index.value);
    const progress = building && `${count(building.indexed)} of ${count(building.total)}`;
    const rows = [
      ['Indexed', count(indexed)],
      ['Waiting', count(pending)],
      ['Failed', count(failed)],
      ['Model', model && `${model} on ${device}`],
      ['Rebuilding', building && isRebuilt && `${progress} embedded; searches wait until then`],
      ['Moving to', building && !isRebuilt && `${building.model}, ${progress}; searches use the present model until then`],
      ['Embedding', dimension && `${count(dimension)} numbers a picture`],
      ['Index', engine && `${engine}, ${metric}`],
      ['Size', Number.isFinite(size) && bytes(size)],
      ['Saved', savedAt && moment(savedAt)],
    ].filter(([, value]) => value);
    this.open('Index', html`
      <dl class="facts">${rows.map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl>
      ${modelProblem && html`<p><strong>The model is missing.</strong> ${modelProblem}</p>
        <div class="modal-actions"><button class="button is-primary" type="button" data-models>Choose another model…</button></div>`}
      ${builtIn && html`<p><strong>This is the small built-in model.</strong> ResNet50 finds better; it can be fetched and used from
        here.</p>
        <div class="modal-actions"><button class="button is-primary" type="button" data-models>Get a better model…</button></div>`}
      ${breakdown(categories.value, indexed + pending + failed)}
      <p>Pictures are embedded as they arrive. Embedding everything again is only needed after a change of the model or for a damaged
        index.</p>
      <div class="modal-actions">
        <button class="button" type="button" data-mode="missing">Embed what is missing</button>
        <button class="button" type="button" data-mode="all">${icon('retry')}Embed everything again</button>
      </div>`, 'is-narrow');
    this.find('[data-models]')?.addEventListener('click', async () => {
      this.close();
      (await dialog('models-dialog')).show();
    });
    this.find('.modal-actions:last-child').addEventListener('click', (event) => {
      const { mode } = event.target.closest('button')?.dataset ?? {};
      if (mode) {
        this.#rebuild(mode);
      }
    });
  }

  async #rebuild(mode) {
    this.close();
    try {
      await rebuildIndex(mode);
      say('Started; the progress is shown below.');
    } catch (problem) {
      sayProblem(problem);
    }
  }
}

customElements.define('index-dialog', IndexDialog);
