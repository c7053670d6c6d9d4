// Dialogs stand on the page only once they are needed: whoever opens one asks for it by name.

/** The element of a dialog, such as "confirm-dialog"; put on the page when it is first asked for. */
export function dialog(name) {
  return document.querySelector(name) ?? document.body.appendChild(document.createElement(name));
}
