// Renames many pictures at once.

import { dialog } from '../lib/dialog.js';
import { plural } from '../lib/format.js';
import { patchImage, renameImages } from '../service/api.js';
import { fetchImage, forget } from '../state/catalogue.js';
import { refresh } from '../state/library.js';
import { say, sayProblem } from '../state/toasts.js';

/** Undo restores names one by one, which takes too long with more pictures than this. */
const undoable = 200;

const known = async (ids) => (await Promise.all(ids.map(fetchImage))).filter(Boolean);

function show(ids) {
  forget(ids);
  refresh();
}

async function giveBack(images) {
  try {
    for (const { id, name } of images) {
      await patchImage(id, { name });
    }
  } catch (problem) {
    sayProblem(problem);
  }
  show(images.map(({ id }) => id));
}

/** Asks for a pattern, then renames the pictures by it in their order. Undo is offered for up to `undoable` pictures. */
export async function renameMany(ids) {
  try {
    const answer = await (await dialog('rename-dialog')).ask(await known(ids.slice(0, 3)), ids.length);
    if (answer === null) {
      return;
    }
    const before = ids.length <= undoable ? await known(ids) : null;
    const { changed } = await renameImages(ids, answer);
    show(ids);
    say(`${plural(changed, 'picture')} renamed.`, { undo: before && (() => giveBack(before)) });
  } catch (problem) {
    sayProblem(problem);
  }
}
