// A frame on a picture. It can be dragged, resized and moved by keys.
//
//   <crop-box> around an <img>; set `box` to {x, y, width, height} in fractions, or to null for the whole picture.
//
// Event: crop {box} after each change, with null for the whole picture.

import { Component } from '../../lib/component.js';
import { between, isWhole, move, resize, whole } from '../../lib/crop-geometry.js';
import { fragment, html } from '../../lib/html.js';

const handles = { nw: 'top left corner', ne: 'top right corner', se: 'bottom right corner', sw: 'bottom left corner' };
const directions = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

class CropBox extends Component {
  #box = whole;
  #drag = null;

  connected() {
    this.append(fragment(html`
      <div class="crop-frame" tabindex="0" role="group" aria-label="Crop: arrow keys move the frame, its corners resize it">
        ${Object.entries(handles).map(([handle, name]) => html`
          <button class="crop-handle is-${handle}" type="button" data-handle="${handle}" aria-label="Crop, ${name}"></button>`)}
      </div>`));
    this.listen(this, 'pointerdown', (event) => this.#start(event));
    this.listen(this, 'pointermove', (event) => this.#continue(event));
    this.listen(this, 'pointerup', (event) => this.#end(event));
    this.listen(this, 'pointercancel', (event) => this.#end(event));
    this.listen(this, 'keydown', (event) => this.#key(event));
    this.listen(this, 'dragstart', (event) => event.preventDefault());
    this.#show();
  }

  set box(box) {
    if (!this.#drag) {
      this.#box = box ?? whole;
      this.#show();
    }
  }

  #set(box) {
    this.#box = box;
    this.#show();
  }

  #tell() {
    this.tell('crop', { box: isWhole(this.#box) ? null : this.#box });
  }

  #show() {
    const frame = this.find('.crop-frame');
    if (!frame) {
      return;
    }
    for (const [name, value] of Object.entries({ left: this.#box.x, top: this.#box.y, width: this.#box.width, height: this.#box.height })) {
      frame.style[name] = `${value * 100}%`;
    }
    this.toggleAttribute('cropped', !isWhole(this.#box));
  }

  #point(event) {
    const { left, top, width, height } = this.getBoundingClientRect();
    const within = (value) => Math.min(1, Math.max(0, value));
    return { x: within((event.clientX - left) / width), y: within((event.clientY - top) / height) };
  }

  #start(event) {
    if (event.button !== 0) {
      return;
    }
    const handle = event.target.dataset.handle ?? null;
    const onFrame = event.target.closest('.crop-frame') && !isWhole(this.#box);
    this.#drag = { from: this.#point(event), box: this.#box, handle, kind: handle ? 'resize' : onFrame ? 'move' : 'draw', moved: false };
    this.setPointerCapture(event.pointerId);
  }

  #continue(event) {
    if (!this.#drag) {
      return;
    }
    const { from, box, handle, kind } = this.#drag;
    const to = this.#point(event);
    const [dx, dy] = [to.x - from.x, to.y - from.y];
    // A click that moves a little is not a crop.
    this.#drag.moved ||= Math.hypot(dx, dy) > 0.02;
    if (this.#drag.moved) {
      this.#set({ resize: () => resize(box, handle, dx, dy), move: () => move(box, dx, dy), draw: () => between(from, to) }[kind]());
    }
  }

  #end() {
    const moved = this.#drag?.moved;
    this.#drag = null;
    if (moved) {
      this.#tell();
    }
  }

  #key(event) {
    const direction = directions[event.key];
    if (event.key === 'Escape' && !isWhole(this.#box)) {
      this.#set(whole);
    } else if (direction && !event.ctrlKey && !event.metaKey) {
      const step = event.shiftKey ? 0.1 : 0.02;
      const [dx, dy] = direction.map((part) => part * step);
      const { handle } = event.target.dataset;
      this.#set(handle ? resize(this.#box, handle, dx, dy) : move(this.#box, dx, dy));
    } else {
      return;
    }
    event.preventDefault();
    event.stopPropagation();
    this.#tell();
  }
}

customElements.define('crop-box', CropBox);
