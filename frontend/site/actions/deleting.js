// What a person does with pictures, with the words that follow: shared by the walls, the viewer and the action bar.

import { dialog } from '../lib/dialog.js';
import { plural } from '../lib/format.js';
import { go, route } from '../state/router.js';
import { deleteImages, retryFailed, retryImages } from '../service/api.js';
import { forget } from '../state/catalogue.js';
import { layout, refresh, refreshSoon, select, takeOff } from '../state/library.js';
import { keepFile, startTrail } from '../state/queries.js';
import { searchAhead } from './searching.js';
import { say, sayProblem } from '../state/toasts.js';

/** Searches by a picture of the library, keeping k and threshold. */
export function findSimilar(id) {
  const { view, params } = route.value;
  const { k, threshold } = view === 'search' ? params : {};
  if (view !== 'search') {
    startTrail();
    searchAhead([]);
  }
  select([]);
  go('search', { image: id, k, threshold });
}

/** Searches by files; several stand in a strip to switch between. */
export function searchByFiles(files) {
  const { k, threshold } = route.value.params;
  const keys = files.slice(0, 64).map(keepFile);
  startTrail(keys);
  searchAhead(keys.slice(1));
  go('search', { file: keys[0], k, threshold });
}

/** Asks, then deletes. True when they are gone. */
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
    // The service takes long lists, but a reader sees progress in shorter ones.
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

/** Tries failed pictures again: those with these ids, or all there are. */
export async function retry(ids = null) {
  try {
    const { changed } = await (ids ? retryImages(ids) : retryFailed());
    forget(ids ?? layout.value?.ids ?? []);
    say(`Trying ${plural(changed, 'picture')} again.`);
  } catch (problem) {
    sayProblem(problem);
  }
}
