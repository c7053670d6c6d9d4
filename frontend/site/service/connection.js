// Whether the service answers. Requests and the event stream report it; the event stream notices when the service is back.

import { signal } from '../lib/signal.js';

/** 'connecting' until the first answer, then 'online' or 'offline'. */
export const connection = signal('connecting');

export function noticeAnswer() {
  connection.value = 'online';
}

export function noticeSilence() {
  connection.value = 'offline';
}

/** Calls back each time the service answers again after it was away, until the AbortSignal `until` ends it. */
export function whenBack(callback, until) {
  let before = connection.value;
  connection.watch((now) => {
    if (now === 'online' && before === 'offline') {
      callback();
    }
    before = now;
  }, until);
}
