// What a person does to pictures, with the words that follow: shared by the walls, the viewer and the action bar.

import { plural } from '../lib/format.js';
import { go, route } from '../lib/router.js';
import { categorizeImages, deleteImages, patchImage, retryImages, tagImages } from './api.js';
import { fetchImage, forget, learn } from './catalogue.js';
import { categories, refresh, refreshSoon, select, takeOff } from './library.js';
import { keepFile, startTrail } from './queries.js';
import { say, sayProblem } from './toasts.js';

const part = (name) => document.querySelector(name);

/** Searches by a picture of the library, keeping k and threshold. */
export function findSimilar(id) {
  const { view, params } = route.value;
  const { k, threshold } = view === 'search' ? params : {};
  if (view !== 'search') {
    startTrail();
  }
  select([]);
  go('search', { image: id, k, threshold });
}

/** Searches by files; several stand in a strip to switch between. */
export function searchByFiles(files) {
  const { k, threshold } = route.value.params;
  const keys = files.slice(0, 64).map(keepFile);
  startTrail(keys);
  go('search', { file: keys[0], k, threshold });
}

/** Asks, then deletes. True when they are gone. */
export async function deleteAfterAsking(ids) {
  const what = plural(ids.length, 'picture');
  const agreed = await part('confirm-dialog').ask({
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

/** Renames a picture, with Undo. */
export async function rename(id, name) {
  try {
    const before = (await fetchImage(id)).name;
    learn([await patchImage(id, { name })]);
    say('Renamed.', { undo: () => rename(id, before) });
  } catch (problem) {
    sayProblem(problem);
  }
}

async function groupBy(ids, keyOf) {
  const groups = new Map();
  for (const image of await Promise.all(ids.map(fetchImage))) {
    if (image) {
      const key = keyOf(image);
      groups.set(key, [...(groups.get(key) ?? []), image.id]);
    }
  }
  return groups;
}

/** Puts pictures into a category (none where empty), with Undo back to each one's own. */
export async function categorize(ids, category) {
  try {
    const before = await groupBy(ids, (image) => image.category);
    const { changed } = await categorizeImages(ids, { category: category || null });
    forget(ids);
    refresh();
    say(category ? `${plural(changed, 'picture')} now in "${category}".` : `${plural(changed, 'picture')} without a category.`, {
      undo: async () => {
        for (const [old, some] of before) {
          await categorizeImages(some, { category: old }).catch(sayProblem);
        }
        forget(ids);
        refresh();
      },
    });
  } catch (problem) {
    sayProblem(problem);
  }
}

/** Adds and removes tags, with Undo. */
export async function tag(ids, { add = [], remove = [] }) {
  try {
    const { changed } = await tagImages(ids, { add, remove });
    forget(ids);
    refresh();
    say(`${plural(changed, 'picture')} tagged.`, { undo: () => tag(ids, { add: remove, remove: add }) });
  } catch (problem) {
    sayProblem(problem);
  }
}

/** Tries failed pictures again. */
export async function retry(ids) {
  try {
    const { changed } = await retryImages(ids);
    forget(ids);
    say(`Trying ${plural(changed, 'picture')} again.`);
  } catch (problem) {
    sayProblem(problem);
  }
}

/** Opens the dialog for a category or tags, then does it. */
export async function label(ids, kind) {
  const answer = await part('label-dialog').ask(kind, ids.length, categories.value);
  if (answer !== null) {
    await (kind === 'category' ? categorize(ids, answer) : tag(ids, { add: answer.split(',').map((each) => each.trim()).filter(Boolean) }));
  }
}
