// A wall of pictures in justified rows. Only the tiles near the screen exist, but the wall has its full height.
//
//   <image-wall aria-label="..." large></image-wall>
//   wall.show({ ids, aspects, marks });       marks: optional Map of id -> {rank, similarity}
//
// Events: open-image {id}, find-similar {id}, delete-images {ids}.
// Listens on window for viewer-open and viewer-close {id}: where the viewer took the focus from a wall, that wall takes it back.

import { Component } from '../../lib/component.js';
import { boxesOfRow, justify, rowOf, rowsBetween, targetHeight } from '../../lib/justified.js';
import { catalogueChanged, want } from '../../state/catalogue.js';
import { selection } from '../../state/library.js';
import { TileWindow } from './tile-window.js';
import { connectInput, scrollToRow } from './wall-input.js';

const gap = 4;

class ImageWall extends Component {
  ids = [];
  layout = justify([], { width: 0, target: 1, gap });
  #aspects = [];
  #tiles = new TileWindow(this);
  #focused = 0;
  #width = 0;
  #frame = 0;
  #settle = 0;
  #lastTop = 0;

  connected() {
    this.role = 'list';
    connectInput(this);
    this.listen(window, 'scroll', () => this.#soon(), { passive: true });
    this.listen(window, 'resize', () => this.#soon());
    const observer = new ResizeObserver(([entry]) => this.#resize(Math.floor(entry.contentRect.width)));
    observer.observe(this);
    this.lifetime.addEventListener('abort', () => observer.disconnect());
    this.watch(catalogueChanged, () => this.#describe());
    this.watch(selection, () => this.#describe());
  }

  /** Shows these pictures in this order, and keeps the picture at the top of the screen in view. */
  show({ ids, aspects, marks = null }) {
    const anchor = this.#anchor();
    const hadFocus = this.contains(document.activeElement);
    this.ids = ids;
    this.#aspects = aspects;
    this.#tiles.marks = marks;
    this.#focused = Math.min(this.#focused, Math.max(0, ids.length - 1));
    this.#arrange(anchor);
    // The successor of a removed picture takes over its focus.
    if (hadFocus && !this.contains(document.activeElement)) {
      this.focusIndex(this.#focused);
    }
  }

  /** Moves the keyboard's focus to the picture at this index, scrolling it into view. */
  focusIndex(index) {
    if (index < 0 || index >= this.ids.length) {
      return;
    }
    scrollToRow(this, rowOf(this.layout, index));
    this.#render();
    this.rememberFocus(index);
    this.#tiles.button(this.ids[index])?.focus({ preventScroll: true });
  }

  /** Makes the picture at this index the one that Tab leads to. */
  rememberFocus(index) {
    this.#tiles.button(this.ids[this.#focused])?.setAttribute('tabindex', '-1');
    this.#focused = index;
    this.#tiles.button(this.ids[index])?.setAttribute('tabindex', '0');
  }

  #resize(width) {
    if (width > 0 && width !== this.#width) {
      const anchor = this.#anchor();
      this.#width = width;
      this.#arrange(anchor);
    }
  }

  /** The picture at the top of the screen and its distance from there, or null where the start of the wall is in view. */
  #anchor() {
    const top = -this.getBoundingClientRect().top;
    if (top <= 0 || this.layout.rows === 0 || this.offsetParent === null) {
      return null;
    }
    const [row] = rowsBetween(this.layout, top, top);
    return { id: this.ids[this.layout.starts[row]], offset: this.layout.tops[row] - top };
  }

  #arrange(anchor) {
    if (this.#width === 0) {
      return;
    }
    const target = targetHeight(this.#width, this.hasAttribute('large') ? 1.25 : 1);
    this.layout = justify(this.#aspects, { width: this.#width, target, gap });
    this.style.height = `${this.layout.height}px`;
    const index = anchor ? this.ids.indexOf(anchor.id) : -1;
    if (index >= 0) {
      scrollBy(0, this.getBoundingClientRect().top + this.layout.tops[rowOf(this.layout, index)] - anchor.offset);
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
    // On a long jump only the tiles at its end are worth loading.
    const isFast = Math.abs(top - this.#lastTop) > innerHeight;
    this.#lastTop = top;
    clearTimeout(this.#settle);
    if (isFast) {
      this.#settle = setTimeout(() => this.#render(), 90);
    }
    this.#tiles.show(this.#placed(top), { total: this.ids.length, focused: this.#focused, isFast });
  }

  * #placed(top) {
    const ahead = innerHeight * 0.6;
    const [first, last] = rowsBetween(this.layout, top - ahead, top + innerHeight + ahead);
    for (let row = first; row <= last; row += 1) {
      for (const box of boxesOfRow(this.layout, row, this.#aspects, gap)) {
        yield { id: this.ids[box.index], box };
      }
    }
  }

  #describe() {
    this.#tiles.describe();
    this.toggleAttribute('selecting', selection.value.size > 0);
    if (this.offsetParent !== null) {
      want(this.#tiles.ids);
    }
  }
}

customElements.define('image-wall', ImageWall);
