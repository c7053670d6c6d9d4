// Imports a folder that lies on the server: which one, what becomes of the files, and where their categories come from.

import { plural } from '../../lib/format.js';
import { html, render } from '../../lib/html.js';
import { icon } from '../../lib/icons.js';
import { getImportFolders, getImportRoots, startImport } from '../../client/api.js';
import { say } from '../../client/toasts.js';
import { ModalDialog } from '../modal-dialog/modal-dialog.js';

class ImportDialog extends ModalDialog {
  #roots = [];
  #looking = null;

  async show() {
    this.open('Import a folder', html`<p>Asking the service…</p>`, 'is-medium');
    const body = this.find('.modal-body');
    try {
      this.#roots = (await getImportRoots()).filter(({ available }) => available).map(({ path }) => path);
    } catch (problem) {
      render(body, html`<p role="alert">${problem.message}</p>`);
      return;
    }
    if (!this.isOpen) {
      return;
    }
    render(body, this.#roots.length > 0 ? this.#form() : html`
      <p>This imports a folder that lies on the server's own disk, with all folders in it, without sending it through the browser.</p>
      <p>No folder is open to it yet. Start the service with <code>./run up --import-root DIR</code>, or name folders in the setting <code>Library:ImportRoots</code>.</p>
      <p>Folders of this device can be dropped onto the page instead.</p>`);
    this.find('form')?.addEventListener('submit', (event) => this.#start(event));
    this.find('form')?.path.addEventListener('input', () => this.#look());
    this.find('.import-folders')?.addEventListener('click', ({ target }) => {
      const { path } = target.closest('[data-path]')?.dataset ?? {};
      if (path) {
        this.find('form').path.value = path;
        this.#look();
      }
    });
    this.#look();
  }

  #form() {
    return html`<form>
      <label class="field"><span>Folder on the server</span>
        <input class="input" name="path" required autocomplete="off" spellcheck="false" value="${this.#roots[0]}" autofocus></label>
      <div class="import-folders" role="group" aria-label="Folders"></div>
      <label class="check"><input type="checkbox" name="recursive" checked> With the folders in it</label>
      <label class="field"><span>Categories</span><select class="input" name="categories">
        <option value="none">None</option><option value="folder">The folder that a picture lies in</option>
        <option value="prefix">From the name: dress_001.jpg is a dress</option></select></label>
      <label class="field"><span>Files</span><select class="input" name="store">
        <option value="copy">Copy them into the library</option><option value="reference">Leave them where they are, and only read them</option></select></label>
      <label class="field"><span>Tags for all of them, separated by commas</span><input class="input" name="tags" autocomplete="off"></label>
      <p class="import-problem" role="alert"></p>
      <div class="modal-actions"><button class="button" type="button" data-close>Cancel</button>
        <button class="button is-primary" type="submit">Import</button></div>
    </form>`;
  }

  /** Shows the folders in the one that is named. */
  async #look() {
    this.#looking?.abort();
    this.#looking = new AbortController();
    const path = this.find('form')?.path.value;
    const box = this.find('.import-folders');
    if (!box) {
      return;
    }
    try {
      const { items, total } = await getImportFolders(path, this.#looking.signal);
      const root = this.#roots.find((each) => path.startsWith(each));
      const up = path !== root && path.includes('/') ? path.replace(/\/[^/]*\/?$/, '') : null;
      render(box, html`
        ${this.#roots.length > 1 && this.#roots.filter((each) => each !== root).map((each) => this.#chip(each, each, 'folder'))}
        ${up?.startsWith(root) && this.#chip(up, 'Up', 'up')}
        ${items.map(({ name, path: inner }) => this.#chip(inner, name, 'folder'))}
        ${total > items.length && html`<span>${plural(total - items.length, 'more folder')}</span>`}`);
    } catch (problem) {
      if (problem.name !== 'AbortError') {
        render(box, html`<span>${problem.message}</span>`);
      }
    }
  }

  #chip(path, text, symbol) {
    return html`<button class="chip" type="button" data-path="${path}">${icon(symbol)}${text}</button>`;
  }

  async #start(event) {
    event.preventDefault();
    const { path, recursive, categories, store, tags } = event.target;
    try {
      await startImport({
        path: path.value,
        recursive: recursive.checked,
        categories: categories.value,
        store: store.value,
        tags: tags.value.split(',').map((each) => each.trim()).filter(Boolean),
      });
      this.close();
      say('The import has begun; its progress is shown below.');
    } catch (problem) {
      this.find('.import-problem').textContent = problem.message;
    }
  }
}

customElements.define('import-dialog', ImportDialog);
