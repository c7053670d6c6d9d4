// Deletes pictures, after asking.

import { dialog } from '../lib/dialog.js';
import { plural } from '../lib/format.js';
import { deleteImages } from '../service/api.js';
import { refresh, refreshSoon, takeOff } from '../state/library.js';
import { say, sayProblem } from '../state/toasts.js';

/** Asks, then deletes. Returns true once the pictures are deleted. */
export async function deleteAfterAsking(ids) {
  const what = plural(ids.length, 'picture');
  const agreed = await (await dialog('confirm-dialog')).ask({
    title: `Delete ${what}?`,
    text: ids.length === 1 ? 'It is removed from the library for good.' : 'They are removed from the library for good.',
    action: `Delete ${what}`,
  });
  if (!agreed) {
    return false;
  }
  try {
    // The service accepts longer lists, but shorter ones show progress.
    let changed = 0;
    for (let at = 0; at < ids.length; at += 1000) {
      const some = ids.slice(at, at + 1000);
      changed += (await deleteImages(some)).changed;
      takeOff(some);
    }
    say(`${plural(changed, 'picture')} deleted.`);
    refreshSoon();
    return true;
  } catch (problem) {
    sayProblem(problem);
    refresh();
    return false;
  }
}
