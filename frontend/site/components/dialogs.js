// The dialogs of the page, each fetched when it is first needed. A new dialog is a folder with a custom element, a line here and a line in
// styles/dialogs.css.

import { registerDialogs } from '../lib/dialog.js';

registerDialogs('/styles/dialogs.css', {
  'camera-dialog': () => import('./camera-dialog/camera-dialog.js'),
  'compare-dialog': () => import('./compare-dialog/compare-dialog.js'),
  'confirm-dialog': () => import('./confirm-dialog/confirm-dialog.js'),
  'import-dialog': () => import('./import-dialog/import-dialog.js'),
  'index-dialog': () => import('./index-dialog/index-dialog.js'),
  'keyboard-help': () => import('./keyboard-help/keyboard-help.js'),
  'label-dialog': () => import('./label-dialog/label-dialog.js'),
  'models-dialog': () => import('./models-dialog/models-dialog.js'),
  'rename-dialog': () => import('./rename-dialog/rename-dialog.js'),
  'sort-dialog': () => import('./sort-dialog/sort-dialog.js'),
});
