// Dialogs are fetched and put on the page only once they are needed, so that the first screen does not wait for them.

const dialogs = [
  'camera-dialog', 'compare-dialog', 'confirm-dialog', 'import-dialog', 'index-dialog', 'keyboard-help', 'label-dialog', 'models-dialog',
  'rename-dialog', 'sort-dialog',
];

let styles = null;

/** Their style sheet: none of them may open without it. */
function styled() {
  styles ??= new Promise((resolve, reject) => {
    const link = Object.assign(document.createElement('link'), { rel: 'stylesheet', href: '/styles/dialogs.css' });
    link.addEventListener('load', resolve);
    link.addEventListener('error', () => {
      link.remove();
      styles = null;
      reject(new TypeError('/styles/dialogs.css could not be fetched.'));
    });
    document.head.append(link);
  });
  return styles;
}

async function fetched(name) {
  await styled();
  await import(`../components/${name}/${name}.js`);
}

/** The element of a dialog, such as "confirm-dialog". */
export async function dialog(name) {
  await fetched(name);
  return document.querySelector(name) ?? document.body.appendChild(document.createElement(name));
}

/** Fetches all of them once the first screen is done: they must open without a connection, too. */
export function fetchDialogs() {
  setTimeout(() => dialogs.forEach((name) => fetched(name).catch(() => {})), 2000);
}
