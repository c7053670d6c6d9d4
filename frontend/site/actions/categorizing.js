// Gives categories to many pictures: one by one in a dialog, or from their file names.

import { dialog } from '../lib/dialog.js';
import { plural } from '../lib/format.js';
import { categorizeFromNames, getLayout } from '../service/api.js';
import { forget } from '../state/catalogue.js';
import { conditionsOf } from '../state/filters.js';
import { filter, layout, refresh, selection } from '../state/library.js';
import { say, sayProblem } from '../state/toasts.js';

async function uncategorizedIds() {
  return (await getLayout({ ...conditionsOf(filter.value), category: '', categorized: false })).ids;
}

/** Sorts the selected pictures; without a selection, those of the present filter that have no category. */
export async function sortIntoCategories() {
  try {
    const ids = selection.value.size > 0 ? [...selection.value] : await uncategorizedIds();
    if (ids.length === 0) {
      say('Every picture here has a category already. Select some to sort them again.');
      return;
    }
    (await dialog('sort-dialog')).show(ids);
  } catch (problem) {
    sayProblem(problem);
  }
}

/** Asks, then gives each picture of the present filter the category in its file name. */
export async function categorizeByName() {
  const ids = layout.value?.ids ?? [];
  const agreed = await (await dialog('confirm-dialog')).ask({
    title: 'Categories from file names?',
    text: `Of the ${plural(ids.length, 'picture')} shown, those named like t-shirt-001.jpg or dress_12.png are put into`
      + ' "t-shirt" and "dress", whatever category they have now. The others stay as they are.',
    action: 'Read categories',
    harmless: true,
  });
  if (!agreed) {
    return;
  }
  try {
    const { changed } = await categorizeFromNames(ids);
    forget(ids);
    refresh();
    say(changed > 0 ? `${plural(changed, 'picture')} put into the category of their name.` : 'No name here carries a category.');
  } catch (problem) {
    sayProblem(problem);
  }
}
