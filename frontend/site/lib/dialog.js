// Dialogs are fetched and put on the page only once they are needed, so that the first screen does not wait for them.

const names = [
  'camera-dialog', 'compare-dialog', 'confirm-dialog', 'import-dialog', 'index-dialog', 'keyboard-help', 'label-dialog', 'models-dialog',
  'rename-dialog', 'sort-dialog',
];

const fetched = (name) => import(`../components/${name}/${name}.js`);

/** The element of a dialog, such as "confirm-dialog". */
export async function dialog(name) {
  await fetched(name);
  return document.querySelector(name) ?? document.body.appendChild(document.createElement(name));
}

/** Fetches all of them once the first screen is done: they must open without a connection, too. */
export function fetchDialogs() {
  setTimeout(() => names.forEach((name) => fetched(name).catch(() => {})), 2000);
}
