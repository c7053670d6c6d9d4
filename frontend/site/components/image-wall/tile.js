// One picture of a wall: thumbnail, tick box and name; for a search result also rank and similarity.

import { percent } from '../../lib/format.js';
import { fragment, html } from '../../lib/html.js';
import { icon } from '../../lib/icons.js';
import { thumbnailUrl } from '../../service/addresses.js';

const states = { pending: 'waiting to be embedded', failed: 'could not be read' };

/** A new tile for the picture with this id. `mark` is {rank, similarity} for a search result. */
export function createTile(id, mark) {
  const tile = fragment(html`
    <div class="tile" role="listitem" data-id="${id}">
      <button class="tile-open" type="button" tabindex="-1"><img alt="" decoding="async" draggable="false"></button>
      <span class="tile-name" aria-hidden="true"></span>
      <label class="tile-tick"><input type="checkbox" tabindex="-1"></label>
      <button class="tile-similar" type="button" tabindex="-1">${icon('similar')}<span>Similar</span></button>
      <span class="tile-state" hidden></span>
      ${mark && html`
        <span class="tile-mark" aria-hidden="true"><b>${mark.rank}</b> ${percent(mark.similarity)}</span>
        <span class="tile-bar" aria-hidden="true"><i></i></span>`}
    </div>`).firstElementChild;
  const picture = tile.querySelector('img');
  picture.addEventListener('load', () => tile.classList.add('is-loaded'));
  picture.addEventListener('error', () => tile.classList.toggle('is-broken', picture.hasAttribute('src')));
  if (mark) {
    tile.querySelector('.tile-bar i').style.setProperty('inline-size', `${mark.similarity * 100}%`);
  }
  return tile;
}

/** Places the tile: its box in whole pixels within the wall, and its position in the list. */
export function placeTile(tile, { left, top, width, height, index }, total) {
  const { style } = tile;
  style.transform = `translate(${left}px, ${top}px)`;
  style.width = `${width}px`;
  style.height = `${height}px`;
  tile.dataset.index = index;
  tile.ariaSetSize = total;
  tile.ariaPosInSet = index + 1;
  tile.classList.toggle('is-small', width < 130);
}

/** Loads the picture in the size that its box needs. A picture that is already larger stays. */
export function loadTile(tile, { width, height }) {
  const picture = tile.querySelector('img');
  const longer = Math.max(width, height);
  if (Number(picture.dataset.longer ?? 0) >= longer && !tile.classList.contains('is-broken')) {
    return;
  }
  tile.classList.remove('is-broken');
  picture.dataset.longer = longer;
  const url = thumbnailUrl(tile.dataset.id, longer);
  if (picture.getAttribute('src') !== url) {
    picture.src = url;
  }
}

/** Removes the tile and stops its loading. */
export function releaseTile(tile) {
  tile.querySelector('img').removeAttribute('src');
  tile.remove();
}

/** Shows what is known of the picture. */
export function describeTile(tile, image, mark) {
  const name = image?.name ?? `Picture ${tile.dataset.id}`;
  const state = states[image?.status];
  const spoken = [mark && `${mark.rank}: ${percent(mark.similarity)} similar,`, name, state && `, ${state}`];
  tile.querySelector('.tile-open').ariaLabel = spoken.filter(Boolean).join(' ');
  tile.querySelector('.tile-name').textContent = image?.name ?? '';
  tile.querySelector('.tile-tick input').ariaLabel = `Select ${name}`;
  tile.querySelector('.tile-similar').ariaLabel = `Find similar to ${name}`;
  const badge = tile.querySelector('.tile-state');
  badge.hidden = !state;
  badge.textContent = image?.status === 'failed' ? 'Failed' : 'Waiting';
  badge.title = image?.problem?.detail ?? image?.problem ?? '';
  badge.className = `tile-state is-${image?.status}`;
  const wasReady = tile.dataset.status === 'indexed';
  tile.dataset.status = image?.status ?? '';
  if (image?.status === 'indexed' && !wasReady && tile.classList.contains('is-broken')) {
    const picture = tile.querySelector('img');
    picture.src = picture.getAttribute('src');
  }
}

export function tickTile(tile, ticked) {
  tile.classList.toggle('is-ticked', ticked);
  tile.querySelector('.tile-tick input').checked = ticked;
}
