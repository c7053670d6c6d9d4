// The details of a picture as a list.

import { bytes, moment } from '../../lib/format.js';
import { html } from '../../lib/html.js';
import { icon } from '../../lib/icons.js';

const away = {
  missing: 'The original is not in its folder any more. It comes back when the file does.',
  changed: 'The original has been replaced by another file. Import the folder again.',
};
const states = { pending: 'Waiting to be embedded', indexed: 'Indexed', failed: 'Failed' };

/** The markup of an image's details. */
export function details(image) {
  const rows = [
    ['Size', bytes(image.bytes)],
    ['Dimensions', `${image.width} × ${image.height}`],
    ['Format', image.format.toUpperCase()],
    ['Category', image.category ?? 'none'],
    ['Tags', image.tags.length > 0 ? image.tags.join(', ') : 'none'],
    ['Added', moment(image.addedAt)],
    ['State', states[image.status] ?? image.status],
    image.source && ['Original', image.source.path],
    ['SHA-256', html`<code>${image.sha256}</code>`],
  ].filter(Boolean);
  return html`
    <label class="field"><span>Name</span>
      <input class="input" name="name" value="${image.name}" maxlength="255" autocomplete="off" spellcheck="false"></label>
    ${image.status === 'failed' && html`<div class="notice">
      ${icon('warning')}<p>${image.problem?.detail ?? image.problem ?? 'It could not be read.'}</p>
      <button class="button" type="button" data-do="retry">${icon('retry')}Try again</button></div>`}
    ${image.source && image.source.state !== 'present' && html`<div class="notice">
      ${icon('warning')}<p>${away[image.source.state]}</p></div>`}
    <dl>${rows.map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl>`;
}
