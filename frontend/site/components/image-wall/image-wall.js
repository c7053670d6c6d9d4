// A wall of pictures in justified rows. Only what is on the screen exists; the scrollbar is true.
//
//   wall.show({ ids, aspects, marks });       marks: optional Map of id -> {rank, similarity}
//
// Events: open-image {id}, find-similar {id}, delete-images {ids}.

import { Component } from '../../lib/component.js';
import { boxesOfRow, justify, lastAtMost, targetHeight } from '../../lib/justified.js';
import { catalogueChanged, peek, unwant, want } from '../../client/catalogue.js';
import { selection } from '../../client/library.js';
import { createTile, describeTile, loadTile, placeTile, releaseTile, tickTile } from './tile.js';
import { connectInput, rowsBetween } from './wall-input.js';

const gap = 4;

class ImageWall extends Component {
  ids = [];
  layout = justify([], { width: 0, target: 1, gap });
  selection = selection;
  #aspects = [];
  #marks = null;
  #tiles = new Map();
  #focused = 0;
  #width = 0;
  #frame = 0;
  #settle = 0;
  #lastTop = 0;
  #previous = null;

  connected() {
    this.role = 'list';
    connectInput(this);
    this.listen(window, 'scroll', () => this.#soon(), { passive: true });
    this.listen(window, 'resize', () => this.#soon());
    const observer = new ResizeObserver(([entry]) => this.#resize(Math.floor(entry.contentRect.width)));
    observer.observe(this);
    this.lifetime.addEventListener('abort', () => observer.disconnect());
    this.watch(catalogueChanged, () => this.#describe());
    this.watch(this.selection, () => this.#describe());
  }

  /** Shows these pictures in this order; what was in view stays in view. */
  show({ ids, aspects, marks = null }) {
    const anchor = this.#anchor();
    if (marks !== this.#marks) {
      this.#clear();
    }
    this.ids = ids;
    this.#aspects = aspects;
    this.#marks = marks;
    this.#focused = Math.min(this.#focused, Math.max(0, ids.length - 1));
    this.#arrange(anchor);
  }

  /** True where a click ticks instead of opening: on touch screens, as soon as something is ticked. */
  get isSelecting() {
    return this.selection.value.size > 0 && matchMedia('(hover: none)').matches;
  }

  toggle(id) {
    const next = new Set(this.selection.value);
    if (!next.delete(id)) {
      next.add(id);
    }
    this.selection.value = next;
  }

  selectRange(from, to) {
    const [first, last] = [Math.min(from, to), Math.max(from, to)];
    this.selection.value = new Set([...this.selection.value, ...this.ids.slice(first, last + 1)]);
  }

  /** The ticked pictures, or this one where none is. */
  selectedOr(id) {
    return this.selection.value.size > 0 ? [...this.selection.value] : [id];
  }

  rememberFocus(index) {
    this.#tiles.get(this.ids[this.#focused])?.querySelector('.tile-open').setAttribute('tabindex', '-1');
    this.#focused = index;
    this.#tiles.get(this.ids[index])?.querySelector('.tile-open').setAttribute('tabindex', '0');
  }

  /** Moves the keyboard's focus to a picture, scrolling it into view. */
  focusIndex(index) {
    const row = lastAtMost(this.layout.starts, index, this.layout.rows);
    const top = this.getBoundingClientRect().top + this.layout.tops[row];
    const above = this.offsetParent ? Number.parseFloat(getComputedStyle(this).scrollMarginTop) : 0;
    if (top < above) {
      scrollBy(0, top - above);
    } else if (top + this.layout.heights[row] > innerHeight - 72) {
      scrollBy(0, top + this.layout.heights[row] - innerHeight + 72);
    }
    this.#render();
    this.rememberFocus(index);
    this.#tiles.get(this.ids[index])?.querySelector('.tile-open').focus({ preventScroll: true });
  }

  #resize(width) {
    if (width > 0 && width !== this.#width) {
      const anchor = this.#anchor();
      this.#width = width;
      this.#arrange(anchor);
    }
  }

  /** The picture at the top of the screen and how far it is from there, or null where the wall's beginning is in view. */
  #anchor() {
    const top = -this.getBoundingClientRect().top;
    if (top <= 0 || this.layout.rows === 0 || this.offsetParent === null) {
      return null;
    }
    const row = lastAtMost(this.layout.tops, top);
    return { id: this.ids[this.layout.starts[row]], offset: this.layout.tops[row] - top };
  }

  #arrange(anchor) {
    if (this.#width === 0) {
      return;
    }
    this.layout = justify(this.#aspects, { width: this.#width, target: targetHeight(this.#width, this.hasAttribute('large') ? 1.25 : 1), gap });
    this.style.height = `${this.layout.height}px`;
    const index = anchor ? this.ids.indexOf(anchor.id) : -1;
    if (index >= 0) {
      const row = lastAtMost(this.layout.starts, index, this.layout.rows);
      scrollBy(0, this.getBoundingClientRect().top + this.layout.tops[row] - anchor.offset);
    }
    this.#render();
  }

  #soon() {
    this.#frame ||= requestAnimationFrame(() => {
      this.#frame = 0;
      this.#render();
    });
  }

  #render() {
    if (this.offsetParent === null) {
      return;
    }
    const top = -this.getBoundingClientRect().top;
    // On a long jump only what one lands on is worth loading.
    const isFast = Math.abs(top - this.#lastTop) > innerHeight;
    this.#lastTop = top;
    clearTimeout(this.#settle);
    if (isFast) {
      this.#settle = setTimeout(() => this.#render(), 90);
    }
    const shown = new Set();
    this.#previous = null;
    if (this.layout.rows > 0) {
      const ahead = innerHeight * 0.6;
      const [first, last] = rowsBetween(this.layout, top - ahead, top + innerHeight + ahead);
      for (let row = first; row <= last; row += 1) {
        for (const box of boxesOfRow(this.layout, row, this.#aspects, gap)) {
          shown.add(this.#place(box, isFast));
        }
      }
    }
    this.#drop(shown);
    if (!isFast) {
      want(shown);
    }
  }

  #place(box, isFast) {
    const id = this.ids[box.index];
    let tile = this.#tiles.get(id);
    if (!tile) {
      tile = createTile(id, this.#marks?.get(id));
      this.#tiles.set(id, tile);
      this.#write(id, tile);
    }
    // The order of the document is the order of the wall, for whoever listens to it instead of looking.
    if ((!tile.isConnected || tile.previousElementSibling !== this.#previous) && !tile.contains(document.activeElement)) {
      this.insertBefore(tile, this.#previous ? this.#previous.nextSibling : this.firstChild);
    }
    this.#previous = tile;
    placeTile(tile, box, this.ids.length);
    tile.querySelector('.tile-open').setAttribute('tabindex', box.index === this.#focused ? '0' : '-1');
    if (!isFast) {
      loadTile(tile, box);
    }
    return id;
  }

  /** Takes away what is off the screen, but never what has the focus. */
  #drop(shown) {
    const gone = [...this.#tiles].filter(([id, tile]) => !shown.has(id)
      && !(tile.contains(document.activeElement) && this.ids[tile.dataset.index] === id));
    for (const [id, tile] of gone) {
      releaseTile(tile);
      this.#tiles.delete(id);
    }
    unwant(gone.map(([id]) => id));
  }

  #clear() {
    this.#tiles.forEach(releaseTile);
    this.#tiles.clear();
  }

  #write(id, tile) {
    const image = peek(id);
    if (image || !tile.dataset.status) {
      describeTile(tile, image, this.#marks?.get(id));
    }
    tickTile(tile, this.selection.value.has(id));
  }

  #describe() {
    this.#tiles.forEach((tile, id) => this.#write(id, tile));
    this.toggleAttribute('selecting', this.selection.value.size > 0);
    if (this.offsetParent !== null) {
      want([...this.#tiles.keys()]);
    }
  }
}

customElements.define('image-wall', ImageWall);
