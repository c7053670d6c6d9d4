// The parts that the first screen of the library does without: fetched when they are needed, and soon after it in any case, since they
// must work without a connection, too.

const dialogs = [
  'camera-dialog', 'compare-dialog', 'confirm-dialog', 'import-dialog', 'index-dialog', 'keyboard-help', 'label-dialog', 'models-dialog',
  'rename-dialog', 'sort-dialog',
];
const parts = ['image-viewer', 'search-view'];

let styles = null;

/** Their style sheet: none of them may stand on the page without it. */
function styled() {
  styles ??= new Promise((resolve, reject) => {
    const link = Object.assign(document.createElement('link'), { rel: 'stylesheet', href: '/styles/later.css' });
    link.addEventListener('load', resolve);
    link.addEventListener('error', () => {
      link.remove();
      styles = null;
      reject(new TypeError('/styles/later.css could not be fetched.'));
    });
    document.head.append(link);
  });
  return styles;
}

/** Fetches a part, such as "search-view"; an element of that name on the page comes to life. */
export async function bring(name) {
  await styled();
  await import(`../components/${name}/${name}.js`);
}

/** The element of a dialog, such as "confirm-dialog". */
export async function dialog(name) {
  await bring(name);
  return document.querySelector(name) ?? document.body.appendChild(document.createElement(name));
}

/** Fetches all of them once the first screen is done. */
export function fetchLater() {
  setTimeout(() => [...parts, ...dialogs].forEach((name) => bring(name).catch(() => {})), 2000);
}
