// The tiles that exist: those on the screen and near it, in the order of the wall.

import { selection } from '../../state/library.js';
import { peek, unwant, want } from '../../state/catalogue.js';
import { createTile, describeTile, loadTile, placeTile, releaseTile, tickTile } from './tile.js';

export class TileWindow {
  #wall;
  #tiles = new Map();
  #marks = null;

  /** @param {HTMLElement} wall the parent of the tiles */
  constructor(wall) {
    this.#wall = wall;
  }

  /** The marks of search results: Map of id -> {rank, similarity}, or null. New marks replace every tile. */
  set marks(marks) {
    if (marks !== this.#marks) {
      this.#marks = marks;
      this.#tiles.forEach(releaseTile);
      this.#tiles.clear();
    }
  }

  get ids() {
    return [...this.#tiles.keys()];
  }

  /** The button of the picture with this id, or undefined where it is not on the screen. */
  button(id) {
    return this.#tiles.get(id)?.querySelector('.tile-open');
  }

  /**
   * Shows exactly these.
   * @param {Iterable<{id: number, box: object}>} placed in the order of the wall
   * @param {{total: number, focused: number, isFast: boolean}} state `isFast` loads no pictures until scrolling rests
   */
  show(placed, { total, focused, isFast }) {
    const shown = new Set();
    let previous = null;
    for (const { id, box } of placed) {
      const tile = this.#tiles.get(id) ?? this.#create(id);
      this.#putAfter(previous, tile);
      placeTile(tile, box, total);
      tile.querySelector('.tile-open').setAttribute('tabindex', box.index === focused ? '0' : '-1');
      if (!isFast) {
        loadTile(tile, box);
      }
      shown.add(id);
      previous = tile;
    }
    this.#drop(shown);
    if (!isFast) {
      want(shown);
    }
  }

  /** Updates every tile from the catalogue. */
  describe() {
    this.#tiles.forEach((tile, id) => this.#write(id, tile));
  }

  #create(id) {
    const tile = createTile(id, this.#marks?.get(id));
    this.#tiles.set(id, tile);
    this.#write(id, tile);
    return tile;
  }

  #write(id, tile) {
    const image = peek(id);
    if (image || !tile.dataset.status) {
      describeTile(tile, image, this.#marks?.get(id));
    }
    tickTile(tile, selection.value.has(id));
  }

  /** Keeps the document in the order of the wall for screen readers. Moving a tile with the focus would lose it, so that one stays. */
  #putAfter(previous, tile) {
    const isInPlace = tile.isConnected && tile.previousElementSibling === previous;
    if (!isInPlace && !tile.contains(document.activeElement)) {
      this.#wall.insertBefore(tile, previous ? previous.nextSibling : this.#wall.firstChild);
    }
  }

  /** Removes the tiles off the screen, except one with the focus whose picture is still part of the wall. */
  #drop(shown) {
    const gone = [];
    for (const [id, tile] of this.#tiles) {
      const isHeld = tile.contains(document.activeElement) && this.#wall.ids[tile.dataset.index] === id;
      if (!shown.has(id) && !isHeld) {
        releaseTile(tile);
        this.#tiles.delete(id);
        gone.push(id);
      }
    }
    unwant(gone);
  }
}
