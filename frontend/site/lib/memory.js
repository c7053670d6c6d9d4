// Small choices that are kept across visits. Where the browser has no storage, nothing is kept.

/** The text remembered under this name, or null. 'sessionStorage' belongs to this tab alone. */
export function recall(name, store = 'localStorage') {
  try {
    return globalThis[store].getItem(name);
  } catch {
    return null;
  }
}

/** Remembers a text. Null removes it. */
export function remember(name, text, store = 'localStorage') {
  try {
    if (text === null) {
      globalThis[store].removeItem(name);
    } else {
      globalThis[store].setItem(name, text);
    }
  } catch {
    // Private windows and full disks keep nothing.
  }
}
