// A value that calls its watchers when it changes.

/** A signal with a readable and writable `value`. `watch` calls back at once and after every change. */
export function signal(initial) {
  const watchers = new Set();
  let current = initial;
  return {
    get value() {
      return current;
    },
    set value(next) {
      if (Object.is(current, next)) {
        return;
      }
      current = next;
      for (const watcher of [...watchers]) {
        watcher(current);
      }
    },
    /** Calls `watcher(value)` now and after each change until the AbortSignal `until` ends it. */
    watch(watcher, until) {
      if (until?.aborted) {
        return;
      }
      watchers.add(watcher);
      until?.addEventListener('abort', () => watchers.delete(watcher), { once: true });
      watcher(current);
    },
  };
}
