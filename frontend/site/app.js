// The page's beginning: brings in every part, connects what belongs to the page as a whole, and starts to listen to the service.

import './components/action-bar/action-bar.js';
import './components/camera-dialog/camera-dialog.js';
import './components/compare-dialog/compare-dialog.js';
import './components/confirm-dialog/confirm-dialog.js';
import './components/connection-banner/connection-banner.js';
import './components/crop-box/crop-box.js';
import './components/drop-target/drop-target.js';
import './components/file-chooser/file-chooser.js';
import './components/filter-bar/filter-bar.js';
import './components/image-viewer/image-viewer.js';
import './components/image-wall/image-wall.js';
import './components/index-dialog/index-dialog.js';
import './components/keyboard-help/keyboard-help.js';
import './components/label-dialog/label-dialog.js';
import './components/library-menu/library-menu.js';
import './components/library-view/library-view.js';
import './components/more-filters/more-filters.js';
import './components/progress-tray/progress-tray.js';
import './components/query-panel/query-panel.js';
import './components/query-trail/query-trail.js';
import './components/rename-dialog/rename-dialog.js';
import './components/result-controls/result-controls.js';
import './components/search-view/search-view.js';
import './components/sort-dialog/sort-dialog.js';
import './components/status-pill/status-pill.js';
import './components/theme-switch/theme-switch.js';
import './components/toast-region/toast-region.js';
import { startKeys } from './client/keys.js';
import { select, startLibrary } from './client/library.js';
import { startLive } from './client/live.js';
import { searchByFiles } from './client/actions.js';
import { addFiles } from './client/uploads.js';
import { comeTo, startPlaces } from './client/places.js';
import { route, startRouter } from './lib/router.js';

const find = (selector) => document.querySelector(selector);

function takeFiles(files) {
  if (route.value.view === 'search') {
    searchByFiles(files);
  } else {
    addFiles(files);
  }
}

startPlaces();
startRouter();

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
  for (const link of document.querySelectorAll('.tabs a')) {
    link.ariaCurrent = link.dataset.view === view ? 'page' : null;
  }
  document.title = view === 'search' ? 'Search · ImageSearch' : 'ImageSearch';
  comeTo(view, left, y);
});

find('drop-target').addEventListener('files', (event) => takeFiles(event.detail.files));
addEventListener('take-photo', async (event) => {
  const file = await find('camera-dialog').take();
  if (file) {
    event.detail.chooser.tell('files', { files: [file] });
  }
});
find('[data-help]').addEventListener('click', () => find('keyboard-help').show());
find('[data-skip]').addEventListener('click', () => find('main').focus());

startKeys();
startLive();
startLibrary();
