// The markup of the sorting dialog.

import { html } from '../../lib/html.js';
import { icon } from '../../lib/icons.js';

/** How many categories have a key. */
const keyed = 9;

export const sortLayout = html`
  <div class="sort">
    <figure class="sort-stage" tabindex="-1"><img alt=""><figcaption></figcaption></figure>
    <div class="sort-side">
      <p class="sort-left" role="status"></p>
      <button class="button is-primary sort-guess" type="button" hidden></button>
      <div class="sort-names" role="group" aria-label="Categories"></div>
      <form class="sort-new">
        <label class="field"><span>Another category</span><input class="input" name="name" maxlength="100" autocomplete="off"></label>
        <button class="button" type="submit">Put there</button>
      </form>
      <div class="modal-actions">
        <button class="button" type="button" data-back>${icon('back')}Back</button>
        <button class="button" type="button" data-skip-one>Skip${icon('forward')}</button>
      </div>
    </div>
  </div>`;

/** A button for each category, the first nine with their key. */
export const categoryButtons = (names) => names.map((name, at) => html`
  <button class="button" type="button" data-name="${name}">${at < keyed && html`<kbd>${at + 1}</kbd>`}<span>${name}</span></button>`);
