// Asks for a pattern of names for many pictures, with a preview.
//
//   const answer = await renameDialog.ask(images, howMany);   {pattern, start}, or null where it was closed

import { plural } from '../../lib/format.js';
import { html, render } from '../../lib/html.js';
import { previewNames } from '../../actions/name-preview.js';
import { ModalDialog } from '../modal-dialog/modal-dialog.js';

const parts = [['{name}', 'its present name'], ['{category}', 'its category'], ['{number:3}', 'a number: 001, 002'], ['{id}', 'its id']];

class RenameDialog extends ModalDialog {
  #answer = null;

  /** `images` are the first pictures, for the preview. */
  ask(images, howMany) {
    this.open(`Rename ${plural(howMany, 'picture')}`, html`
      <form method="dialog">
        <label class="field"><span>Pattern; the extension stays</span>
          <input class="input" name="pattern" required maxlength="200" autocomplete="off" spellcheck="false"
            value="{category}_{number:3}" autofocus></label>
        <div class="rename-parts" role="group" aria-label="Put in">${parts.map(([part, what]) => html`
          <button class="chip" type="button" data-part="${part}" title="${what}">${part}</button>`)}</div>
        <label class="field"><span>First number</span>
          <input class="input" name="start" type="number" min="0" max="999999999" value="1" required></label>
        <div class="rename-preview" role="status"></div>
        <div class="modal-actions">
          <button class="button" type="button" data-close>Cancel</button>
          <button class="button is-primary" type="submit">Rename</button>
        </div>
      </form>`, 'is-narrow');
    const form = this.find('form');
    const show = () => this.#preview(images, form.pattern.value, Number(form.start.value));
    form.addEventListener('input', show);
    form.addEventListener('submit', () => this.#answer?.({ pattern: form.pattern.value, start: Number(form.start.value) }));
    this.find('.rename-parts').addEventListener('click', ({ target }) => {
      if (target.dataset.part) {
        form.pattern.setRangeText(target.dataset.part, form.pattern.selectionStart, form.pattern.selectionEnd, 'end');
        form.pattern.focus();
        show();
      }
    });
    show();
    return new Promise((resolve) => {
      this.#answer = resolve;
    });
  }

  closed() {
    this.#answer?.(null);
    super.closed();
  }

  #preview(images, pattern, start) {
    const names = previewNames(images, pattern, start);
    const input = this.find('[name="pattern"]');
    input.setCustomValidity(names ? '' : 'Only {name}, {category}, {number}, {number:1} to {number:9} and {id} may stand in braces.');
    render(this.find('.rename-preview'), names
      ? images.map(({ name }, at) => html`<p><span>${name}</span> <span>→ ${names[at]}</span></p>`)
      : html`<p>${input.validationMessage}</p>`);
  }
}

customElements.define('rename-dialog', RenameDialog);
