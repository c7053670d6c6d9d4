// The markup of the models and of the kept indexes, each with its actions.

import { bytes, count } from '../../lib/format.js';
import { html } from '../../lib/html.js';
import { icon } from '../../lib/icons.js';

const join = (...parts) => parts.filter(Boolean).join(' · ');

const row = (title, tag, lines, actions, isUsed = false) => html`
  <section class="model ${isUsed && 'is-used'}">
    <div><h3>${title} ${tag}</h3>${lines.filter(Boolean).map((line) => html`<p>${line}</p>`)}</div>
    <div class="model-actions">${actions}</div>
  </section>`;

function tagOf({ id, installed }, active, target) {
  if (id === active) {
    return html`<small class="tag">in use</small>`;
  }
  if (id === target) {
    return html`<small class="tag">${installed ? 'moving to it' : 'being fetched'}</small>`;
  }
  return installed && html`<small class="tag is-quiet">here</small>`;
}

/** A button whose label names its model, because a screen reader may list the buttons alone. */
const button = (what, { id, name }, text, isPrimary, symbol) => html`
  <button class="button ${isPrimary && 'is-primary'}" type="button" data-do="${what}" data-id="${id}" aria-label="${text}: ${name}">
    ${symbol && icon(symbol)}${text}</button>`;

const bin = (what, id, text) => html`
  <button class="icon-button" type="button" data-do="${what}" data-id="${id}" aria-label="${text}" title="${text}">
    ${icon('trash')}</button>`;

function actionsOf(model, { active, offer }, target) {
  const { id, name, installed, builtIn, partialBytes, sources } = model;
  const isFree = id !== active && id !== target;
  const fetchWords = partialBytes > 0 ? 'Go on fetching' : 'Get and use';
  return html`
    ${isFree && installed && button('use', model, 'Use it', id === offer)}
    ${isFree && !installed && sources.length > 0 && button('get', model, fetchWords, id === offer, 'download')}
    ${isFree && installed && !builtIn && sources.length > 0 && bin('remove', id, `Delete ${name}`)}`;
}

/** The order of the list: the model in use, the better one, installed ones, ones that can be fetched, then the rest. */
const urgency = ({ id, installed, sources }, { active, offer }) =>
  [id === active, id === offer, installed, sources.length > 0, true].indexOf(true);

/**
 * Every model that the service knows, and the model in use where it is only a file that the service was started with.
 * @param {string | undefined} target id of the model that the library is moving to
 */
export function modelList(known, target) {
  const { items, active, offer, spaces } = known;
  const stranger = !items.some(({ id }) => id === active) && spaces.find(({ state }) => state === 'active');
  return html`
    ${stranger && row(active, tagOf({ id: active }, active), [
      `${count(stranger.dimension)} numbers out · a file that was named at the start`,
    ], null, true)}
    ${items.toSorted((a, b) => urgency(a, known) - urgency(b, known)).map((model) => row(model.name, html`
      ${tagOf(model, active, target)}${model.id === offer && html` <small class="tag is-quiet">finds better</small>`}`, [
      join(`${model.size} × ${model.size} pixels in, ${count(model.dimension)} numbers out`, bytes(model.bytes),
        model.partialBytes > 0 && `${bytes(model.partialBytes)} of it are here`),
      model.licence,
      !model.installed && model.sources.length === 0 && 'This file cannot be fetched: place it in the models folder by hand.',
    ], actionsOf(model, known, target), model.id === active))}`;
}

/** The kept indexes of other models, to move back to. */
export function keptIndexes({ spaces }) {
  const kept = spaces.filter(({ state }) => state === 'kept');
  return kept.length > 0 && html`<h3>Kept indexes</h3>${kept.map((space) => row(
    space.name, null, [`${count(space.indexed)} pictures · ${bytes(space.bytes)}`],
    html`${button('return', space, 'Move back')}${bin('drop', space.id, `Delete the index of ${space.name}`)}`))}`;
}
