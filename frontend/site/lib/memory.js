// Small choices that outlast a visit. Where the browser keeps nothing, they last as long as the page.

/** What was remembered under this name, or null; with 'sessionStorage', by this tab alone. */
export function recall(name, store = 'localStorage') {
  try {
    return globalThis[store].getItem(name);
  } catch {
    return null;
  }
}

/** Remembers a text; null forgets it. */
export function remember(name, text, store = 'localStorage') {
  try {
    if (text === null) {
      globalThis[store].removeItem(name);
    } else {
      globalThis[store].setItem(name, text);
    }
  } catch {
    // Private windows and full disks: not worth a word.
  }
}
