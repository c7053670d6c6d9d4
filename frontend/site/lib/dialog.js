// Dialogs that are fetched and put on the page when they are first needed, so that the first screen does not wait for them.
//
//   registerDialogs('/dialogs.css', { 'confirm-dialog': () => import('./confirm-dialog.js') });
//   const element = await dialog('confirm-dialog');

let stylesheet = '';
let modules = {};
let styles = null;

/**
 * Names the dialogs of the page.
 * @param {string} url of the style sheet of all of them
 * @param {Record<string, () => Promise<unknown>>} imports by the name of the custom element that each import defines
 */
export function registerDialogs(url, imports) {
  stylesheet = url;
  modules = imports;
}

/** Fetches the style sheet. No dialog may open without it. */
function styled() {
  styles ??= new Promise((resolve, reject) => {
    const link = Object.assign(document.createElement('link'), { rel: 'stylesheet', href: stylesheet });
    link.addEventListener('load', resolve);
    link.addEventListener('error', () => {
      link.remove();
      styles = null;
      reject(new TypeError(`${stylesheet} could not be fetched.`));
    });
    document.head.append(link);
  });
  return styles;
}

async function fetched(name) {
  await styled();
  await modules[name]();
}

/** The element of a registered dialog, such as "confirm-dialog". */
export async function dialog(name) {
  await fetched(name);
  return document.querySelector(name) ?? document.body.appendChild(document.createElement(name));
}

/** Fetches every dialog once the first screen is done, so that they open without a connection, too. */
export function fetchDialogs() {
  setTimeout(() => Object.keys(modules).forEach((name) => fetched(name).catch(() => {})), 2000);
}
