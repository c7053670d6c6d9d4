// Takes pictures that are dropped or pasted anywhere on the page. app.js passes them to the present view.
//
// Event: files {files}.

import { Component } from '../../lib/component.js';
import { carriesFiles, filesOf } from '../../lib/files.js';
import { html, render } from '../../lib/html.js';
import { icon } from '../../lib/icons.js';
import { route } from '../../state/router.js';

const words = { library: 'Drop to add to the library', search: 'Drop to search by it' };

class DropTarget extends Component {
  connected() {
    render(this, html`<div class="drop-frame">${icon('upload')}<p></p></div>`);
    this.hidden = true;
    this.watch(route, ({ view }) => {
      this.find('p').textContent = words[view];
    });

    // Every element on the way sends enter and leave events. The drag has left the page when both counts are equal.
    let depth = 0;
    let isOwn = false;
    // A drag of a picture of this page carries a file, too.
    this.listen(window, 'dragstart', () => {
      isOwn = true;
    });
    this.listen(window, 'dragend', () => {
      isOwn = false;
    });
    this.listen(window, 'dragenter', (event) => {
      if (!isOwn && carriesFiles(event.dataTransfer)) {
        depth += 1;
        this.hidden = false;
      }
    });
    this.listen(window, 'dragleave', () => {
      depth = Math.max(0, depth - 1);
      this.hidden = depth === 0;
    });
    this.listen(window, 'dragover', (event) => {
      if (carriesFiles(event.dataTransfer)) {
        event.preventDefault();
        event.dataTransfer.dropEffect = 'copy';
      }
    });
    this.listen(window, 'drop', (event) => {
      depth = 0;
      this.hidden = true;
      if (!isOwn && carriesFiles(event.dataTransfer)) {
        event.preventDefault();
        this.#take(event.dataTransfer);
      }
    });
    this.listen(window, 'paste', (event) => {
      if (carriesFiles(event.clipboardData)) {
        event.preventDefault();
        this.#take(event.clipboardData);
      }
    });
  }

  async #take(transfer) {
    const files = await filesOf(transfer);
    if (files.length > 0) {
      this.tell('files', { files });
    }
  }
}

customElements.define('drop-target', DropTarget);
