// The pictures of the present view, for what works on either view: the viewer and the action bar.

import { layout } from './library.js';
import { route } from './router.js';
import { shownResults } from './search.js';

/** The ids of the pictures on the present view, in the order of its wall. */
export function shownIds() {
  return route.value.view === 'search' ? shownResults().map(({ image }) => image.id) : layout.value?.ids ?? [];
}
