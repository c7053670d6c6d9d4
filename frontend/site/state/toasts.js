// Short messages about what was done.

import { signal } from '../lib/signal.js';

/** [{key, text, kind: 'done' | 'problem', undo?}] */
export const toasts = signal([]);

let last = 0;

/** Shows a message for some seconds; with `undo`, a button that takes it back. */
export function say(text, { kind = 'done', undo } = {}) {
  last += 1;
  const key = last;
  toasts.value = [...toasts.value.slice(-2), { key, text, kind, undo }];
  setTimeout(() => dismiss(key), undo || kind === 'problem' ? 9000 : 5000);
}

export function dismiss(key) {
  if (toasts.value.some((toast) => toast.key === key)) {
    toasts.value = toasts.value.filter((toast) => toast.key !== key);
  }
}

/** Shows what went wrong, unless the request was aborted. */
export function sayProblem(error) {
  if (error.name !== 'AbortError') {
    say(error.message, { kind: 'problem' });
  }
}
