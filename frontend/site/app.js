// The page's beginning: brings in every part, connects what belongs to the page as a whole, and starts to listen to the service.

import './components/index.js';
import { startKeys } from './actions/keys.js';
import { select, startLibrary } from './state/library.js';
import { startLive } from './state/live.js';
import { searchByFiles } from './actions/deleting.js';
import { addFiles } from './actions/uploads.js';
import { comeTo, startPlaces } from './state/places.js';
import { restoreFile } from './state/queries.js';
import { dialog, fetchDialogs } from './lib/dialog.js';
import { format, paramsFor, parse, route, startRouter, views } from './state/router.js';

const find = (selector) => document.querySelector(selector);

function takeFiles(files) {
  if (route.value.view === 'search') {
    searchByFiles(files);
  } else {
    addFiles(files);
  }
}

startPlaces();
// The picture that an earlier load of the page was searching by; a moment's wait, and only where there is one.
const { file } = parse(location.hash, views, 'library').params;
if (file) {
  await restoreFile(file);
}
startRouter();

// A tab leads back to where its view was left; on the view itself, to its beginning.
route.watch(({ view }) => {
  for (const link of document.querySelectorAll('.tabs a')) {
    link.href = format(link.dataset.view, paramsFor(link.dataset.view));
    link.ariaCurrent = link.dataset.view === view ? 'page' : null;
  }
});

// Both views stay on the page, so that coming back finds the wall where it was left.
let shown = null;
route.watch(({ view }) => {
  if (view === shown) {
    return;
  }
  // What is selected must be in sight: the bar that rises offers to delete it.
  select([]);
  const left = shown;
  shown = view;
  const y = scrollY;
  for (const element of find('main').children) {
    element.hidden = element.localName !== `${view}-view`;
  }
  document.title = view === 'search' ? 'Search · ImageSearch' : 'ImageSearch';
  comeTo(view, left, y);
});

find('drop-target').addEventListener('files', (event) => takeFiles(event.detail.files));
addEventListener('take-photo', async (event) => {
  const file = await (await dialog('camera-dialog')).take();
  if (file) {
    event.detail.chooser.tell('files', { files: [file] });
  }
});
find('[data-skip]').addEventListener('click', () => find('main').focus());

startKeys();
startLive();
startLibrary();
fetchDialogs();
