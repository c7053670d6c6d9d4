// Imports a folder of the server: which one, how its files are stored, and where their categories come from.

import { aroundFolder } from '../../lib/folders.js';
import { plural } from '../../lib/format.js';
import { html, render } from '../../lib/html.js';
import { getImportFolders, getImportRoots, startImport } from '../../service/api.js';
import { say } from '../../state/toasts.js';
import { ModalDialog } from '../modal-dialog/modal-dialog.js';
import { chip, importForm, noFolder } from './import-form.js';

class ImportDialog extends ModalDialog {
  #roots = [];
  #looking = null;
  #typing = 0;

  async show() {
    this.open('Import a folder', html`<p>Asking the service…</p>`, 'is-medium');
    const body = this.find('.modal-body');
    try {
      const roots = await getImportRoots();
      this.#roots = roots.filter(({ available }) => available).map(({ path }) => path);
      if (this.isOpen) {
        render(body, this.#roots.length > 0 ? importForm(this.#roots[0]) : noFolder(roots));
      }
    } catch (problem) {
      render(body, html`<p role="alert">${problem.message}</p>`);
    }
    const form = this.find('form');
    if (form) {
      form.addEventListener('submit', (event) => this.#start(event));
      // A path is not complete while it is being typed.
      form.path.addEventListener('input', () => {
        clearTimeout(this.#typing);
        this.#typing = setTimeout(() => this.#look(), 400);
      });
      this.find('.import-folders').addEventListener('click', ({ target }) => this.#choose(target.closest('[data-path]')?.dataset.path));
      form.path.focus();
      this.#look();
    }
  }

  closed() {
    clearTimeout(this.#typing);
    this.#looking?.abort();
    super.closed();
  }

  async #choose(path) {
    if (path) {
      this.find('form').path.value = path;
      await this.#look();
      // The pressed button is gone. The focus moves to a folder rather than the field, which would open a phone's keyboard.
      (this.find('.import-folders [data-path]') ?? this.find('form [type="submit"]'))?.focus();
    }
  }

  /** Shows the subfolders of the folder in the field. */
  async #look() {
    clearTimeout(this.#typing);
    this.#looking?.abort();
    this.#looking = new AbortController();
    const path = this.find('form')?.path.value.trim();
    const box = this.find('.import-folders');
    if (!path) {
      return;
    }
    try {
      const { items, total } = await getImportFolders(path, this.#looking.signal);
      const { up, others } = aroundFolder(path, this.#roots);
      this.#tell();
      render(box, html`
        ${up && chip(up, 'Up', 'back')}
        ${items.map(({ name, path: inner }) => chip(inner, name, 'folder'))}
        ${total > items.length && html`<span>${plural(total - items.length, 'more folder')}</span>`}
        ${others.map((each) => chip(each, each, 'folder'))}`);
    } catch (problem) {
      if (problem.name !== 'AbortError') {
        this.#tell(problem.message);
        // The roots lead back to folders that are open.
        render(box, html`${this.#roots.map((each) => chip(each, each, 'folder'))}`);
      }
    }
  }

  /** Shows a problem beside the folder, or clears it. */
  #tell(message = '') {
    this.find('.import-problem').textContent = message;
    this.find('form').path.ariaInvalid = message !== '';
  }

  async #start(event) {
    event.preventDefault();
    const { path, recursive, categories, store, tags } = event.target;
    try {
      await startImport({
        path: path.value.trim(),
        recursive: recursive.checked,
        categories: categories.value,
        store: store.value,
        tags: tags.value.split(',').map((each) => each.trim()).filter(Boolean),
      });
      this.close();
      say('The import has begun; its progress is shown below.');
    } catch (problem) {
      this.#tell(problem.message);
      path.focus();
    }
  }
}

customElements.define('import-dialog', ImportDialog);
