// What is done with the library as a whole, or with all that the filter shows.

import { dialog } from '../lib/dialog.js';
import { plural } from '../lib/format.js';
import { categorizeFromNames, exportUrl, getLayout } from '../service/api.js';
import { forget } from '../state/catalogue.js';
import { conditionsOf } from '../state/filters.js';
import { filter, layout, refresh, selection } from '../state/library.js';
import { say, sayProblem } from '../state/toasts.js';

/** Goes through what is selected, else through everything of the present filter that has no category yet. */
export async function sortIntoCategories() {
  try {
    const ids = selection.value.size > 0 ? [...selection.value] : (await getLayout({ ...conditionsOf(filter.value), category: '', categorized: false })).ids;
    if (ids.length === 0) {
      say('Every picture here has a category already. Select some to sort them anew.');
      return;
    }
    (await dialog('sort-dialog')).show(ids);
  } catch (problem) {
    sayProblem(problem);
  }
}

/** Asks, then gives each picture of the present filter the category that its name carries. */
export async function categorizeByName() {
  const ids = layout.value?.ids ?? [];
  const agreed = await (await dialog('confirm-dialog')).ask({
    title: 'Categories from file names?',
    text: `Of the ${plural(ids.length, 'picture')} shown, those named like t-shirt-001.jpg or dress_12.png are put into "t-shirt" and "dress", whatever category they have now. The others stay as they are.`,
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

/** Saves the list of what the filter shows as a file. */
export function exportLibrary(format) {
  const link = document.createElement('a');
  link.href = exportUrl(conditionsOf(filter.value), format);
  link.download = `images.${format}`;
  link.click();
}
