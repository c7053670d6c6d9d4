// Changes names, categories and tags at once, each with Undo.

import { dialog } from '../lib/dialog.js';
import { plural } from '../lib/format.js';
import { categorizeImages, patchImage, tagImages } from '../service/api.js';
import { fetchImage, forget, learn } from '../state/catalogue.js';
import { categories, refresh } from '../state/library.js';
import { say, sayProblem } from '../state/toasts.js';

/** Does something and shows the outcome; with `undo`, beside a button that takes it back. */
async function attempt(act, words, undo) {
  try {
    const answer = await act();
    say(words(answer), undo && { undo: () => attempt(undo, () => 'Taken back.') });
  } catch (problem) {
    sayProblem(problem);
  }
}

/** The ids of the pictures, grouped by the key of each image. */
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

/** Fetches again what has changed. */
function showAgain(ids) {
  forget(ids);
  refresh();
}

/** Renames a picture, with Undo. */
export async function rename(id, name) {
  let before = '';
  const give = async (next) => learn([await patchImage(id, { name: next })]);
  await attempt(async () => {
    before = (await fetchImage(id)).name;
    await give(name);
  }, () => 'Renamed.', () => give(before));
}

/** Puts pictures into a category, or into none where it is empty. Undo restores the category of each. */
export async function categorize(ids, category) {
  let before = new Map();
  await attempt(async () => {
    before = await groupBy(ids, (image) => image.category);
    const { changed } = await categorizeImages(ids, { category: category || null });
    showAgain(ids);
    return plural(changed, 'picture');
  }, (pictures) => (category ? `${pictures} now in "${category}".` : `${pictures} without a category.`), async () => {
    for (const [old, some] of before) {
      await categorizeImages(some, { category: old });
    }
    showAgain(ids);
  });
}

/** Adds tags to pictures. Undo removes each tag only from the pictures that did not have it before. */
export async function tag(ids, tags) {
  let lacking = new Map();
  await attempt(async () => {
    lacking = await groupBy(ids, (image) => JSON.stringify(tags.filter((each) => !image.tags.includes(each))));
    const { changed } = await tagImages(ids, { add: tags });
    showAgain(ids);
    return plural(changed, 'picture');
  }, (pictures) => `${pictures} tagged.`, async () => {
    for (const [missing, some] of lacking) {
      const remove = JSON.parse(missing);
      if (remove.length > 0) {
        await tagImages(some, { remove });
      }
    }
    showAgain(ids);
  });
}

/** Asks for a category or tags in a dialog, then applies them. */
export async function label(ids, kind) {
  const answer = await (await dialog('label-dialog')).ask(kind, ids.length, categories.value);
  const tags = (answer ?? '').split(',').map((each) => each.trim()).filter(Boolean);
  if (kind === 'category' && answer !== null) {
    await categorize(ids, answer);
  } else if (kind === 'tags' && tags.length > 0) {
    await tag(ids, tags);
  }
}
