// The markup of the import dialog.

import { html } from '../../lib/html.js';
import { icon } from '../../lib/icons.js';

/** A button that moves to a folder. */
export const chip = (path, text, symbol) => html`<button class="chip" type="button" data-path="${path}">${icon(symbol)}${text}</button>`;

/** The form, starting in the folder `first`. */
export const importForm = (first) => html`
  <form>
    <div class="import-place">
      <label class="field"><span>Folder on the server</span>
        <input class="input" name="path" required autocomplete="off" spellcheck="false" value="${first}"
          aria-describedby="import-problem"></label>
      <p class="import-problem" id="import-problem" role="alert"></p>
      <div class="import-folders" role="group" aria-label="Folders"></div>
    </div>
    <label class="check"><input type="checkbox" name="recursive" checked> With the folders in it</label>
    <label class="field"><span>Categories</span><select class="input" name="categories">
      <option value="none">None</option><option value="folder">The folder that a picture lies in</option>
      <option value="prefix">From the name: dress_001.jpg is a dress</option></select></label>
    <label class="field"><span>Files</span><select class="input" name="store">
      <option value="copy">Copy them into the library</option>
      <option value="reference">Leave them where they are, and only read them</option></select></label>
    <label class="field"><span>Tags for all of them, separated by commas</span><input class="input" name="tags" autocomplete="off"></label>
    <div class="modal-actions"><button class="button" type="button" data-close>Cancel</button>
      <button class="button is-primary" type="submit">Import</button></div>
  </form>`;

/** What to do where no folder can be imported. `roots` are the allowed folders, none of which exists. */
export const noFolder = (roots) => html`
  <p>This imports a folder that lies on the server's own disk, with all folders in it, without sending it through the browser.</p>
  ${roots.length > 0
    ? html`<p>The folders for imports are not there at the moment: ${roots.map(({ path }) => html`<code>${path}</code> `)}.
      Is the disk connected?</p>`
    : html`<p>No folder is open to it yet. Start the service with <code>./run up --import-root DIR</code>, or name folders in the
      setting <code>Library:ImportRoots</code>.</p>`}
  <p>Folders of this device can be dropped onto the page instead.</p>`;
