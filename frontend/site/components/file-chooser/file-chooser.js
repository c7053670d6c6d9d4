// Buttons that choose pictures or a folder of them, or take a photo.
//
//   <file-chooser label="Add pictures" folders quiet></file-chooser>
//
// Events: files {files}, as drop-target sends it; take-photo {chooser}, to which app.js answers with files from the chooser.

import { Component } from '../../lib/component.js';
import { html, render } from '../../lib/html.js';
import { icon } from '../../lib/icons.js';
import { isClutter } from '../../lib/files.js';

class FileChooser extends Component {
  connected() {
    const label = this.getAttribute('label');
    render(this, html`
      <button class="button ${this.hasAttribute('quiet') ? '' : 'is-primary'}" type="button" data-choose="files" aria-label="${label}">
        ${icon(this.getAttribute('icon') ?? 'add')}<span>${label}</span></button>
      ${this.hasAttribute('folders') && html`
        <button class="icon-button" type="button" data-choose="folder" aria-label="Add a folder" title="Add a folder">
          ${icon('folder')}</button>`}
      <button class="icon-button" type="button" data-camera aria-label="Take a photo" title="Take a photo">${icon('camera')}</button>
      <input type="file" data-input="files" accept="image/*" multiple hidden aria-label="${label}">
      <input type="file" data-input="folder" webkitdirectory multiple hidden aria-label="Add a folder">`);
    this.on('click', '[data-choose]', (event, button) => this.choose(button.dataset.choose));
    this.on('click', '[data-camera]', () => this.tell('take-photo', { chooser: this }));
    this.on('change', '[data-input]', (event, input) => {
      const files = [...input.files].filter((file) => !isClutter(file.name));
      input.value = '';
      if (files.length > 0) {
        this.tell('files', { files });
      }
    });
  }

  choose(what = 'files') {
    this.find(`[data-input="${what}"]`).click();
  }
}

customElements.define('file-chooser', FileChooser);
