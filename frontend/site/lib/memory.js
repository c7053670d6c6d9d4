// Small choices that outlast a visit. Where the browser keeps nothing, they last as long as the page.

/** What was remembered under this name, or null. */
export function recall(name) {
  try {
    return localStorage.getItem(name);
  } catch {
    return null;
  }
}

/** Remembers a text; null forgets it. */
export function remember(name, text) {
  try {
    if (text === null) {
      localStorage.removeItem(name);
    } else {
      localStorage.setItem(name, text);
    }
  } catch {
    // Private windows and full disks: not worth a word.
  }
}
