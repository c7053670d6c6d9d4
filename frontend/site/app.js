// The start of the page: loads the components, connects what belongs to the page as a whole, and starts to listen to the service.

import './components/index.js';
import { startKeys } from './actions/keys.js';
import { searchByFiles } from './actions/searching.js';
import { addFiles } from './actions/uploads.js';
import { dialog, fetchDialogs } from './lib/dialog.js';
import { select, startLibrary } from './state/library.js';
import { startLive } from './state/live.js';
import { comeTo, startPlaces } from './state/places.js';
import { restoreFile } from './state/queries.js';
import { format, paramsFor, parse, route, startRouter, views } from './state/router.js';

const find = (selector) => document.querySelector(selector);

function takeFiles(files) {
  if (route.value.view === 'search') {
    searchByFiles(files);
  } else {
    addFiles(files);
  }
}

startPlaces(find('main'));
// A search by a file survives a reload: the router waits until the file is read back.
const { file } = parse(location.hash, views, 'library').params;
if (file) {
  await restoreFile(file);
}
startRouter();

// A tab leads back to where its view was left, or to the beginning of the present view.
route.watch(({ view }) => {
  for (const link of document.querySelectorAll('.tabs a')) {
    link.href = format(link.dataset.view, paramsFor(link.dataset.view));
    link.ariaCurrent = link.dataset.view === view ? 'page' : null;
  }
});

// Both views stay on the page, so that the wall is still there on coming back.
let shown = null;
route.watch(({ view }) => {
  if (view === shown) {
    return;
  }
  // A selection that is out of sight could be deleted by mistake.
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
