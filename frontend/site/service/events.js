// The service's event stream: one connection for the whole page, reopened whenever it breaks.

import { eventsUrl } from './addresses.js';
import { noticeAnswer, noticeSilence } from './connection.js';

const shortest = 1000;
const longest = 8000;

let wait = shortest;
let source = null;

function open(handlers) {
  source?.close();
  source = new EventSource(eventsUrl);
  source.addEventListener('open', () => {
    wait = shortest;
    noticeAnswer();
    handlers.open();
  });
  for (const type of ['index', 'job']) {
    source.addEventListener(type, (event) => handlers[type](JSON.parse(event.data)));
  }
  source.addEventListener('error', () => {
    // The browser stops reconnecting after an answer such as 502, so the page reconnects itself.
    source.close();
    noticeSilence();
    setTimeout(open, wait, handlers);
    wait = Math.min(wait * 1.6, longest);
  });
}

/**
 * Listens for as long as the page is open.
 * @param {{open: () => void, index: (state: object) => void, job: (job: object) => void}} handlers
 *   `open` after each connection, `index` and `job` with each event's data
 */
export function followEvents(handlers) {
  open(handlers);
  // A page in the back/forward cache must not keep a stream open.
  addEventListener('pagehide', () => source.close());
  addEventListener('pageshow', (event) => event.persisted && open(handlers));
  addEventListener('online', () => open(handlers));
}
