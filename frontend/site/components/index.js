// Every component of the first screen. A new one is a folder with a custom element, a line here and a line in styles/index.css.
// Dialogs are registered in dialogs.js.

import './action-bar/action-bar.js';
import './connection-banner/connection-banner.js';
import './dialogs.js';
import './drop-target/drop-target.js';
import './file-chooser/file-chooser.js';
import './filter-bar/filter-bar.js';
import './image-viewer/image-viewer.js';
import './image-wall/image-wall.js';
import './library-view/library-view.js';
import './more-filters/more-filters.js';
import './progress-tray/progress-tray.js';
import './search-view/search-view.js';
import './status-pill/status-pill.js';
import './theme-switch/theme-switch.js';
import './toast-region/toast-region.js';
import './top-menu/top-menu.js';
