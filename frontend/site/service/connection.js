// Whether the service answers. Requests report what they see; the event stream finds out when it is back.

import { signal } from '../lib/signal.js';

/** 'connecting' at first, then 'online' or 'offline'. */
export const connection = signal('connecting');

export function noticeAnswer() {
  connection.value = 'online';
}

export function noticeSilence() {
  connection.value = 'offline';
}

/** Calls back each time the service is there again after it was not, until the AbortSignal ends it. */
export function whenBack(callback, until) {
  let before = connection.value;
  connection.watch((now) => {
    if (now === 'online' && before === 'offline') {
      callback();
    }
    before = now;
  }, until);
}
