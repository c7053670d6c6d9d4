// The base of every custom element. Its listeners and watchers end when it leaves the page.
//
//   class MyPart extends Component {
//     connected() { this.listen(this, 'click', ...); this.watch(someSignal, ...); }
//   }

export class Component extends HTMLElement {
  #lifetime = null;

  /** An AbortSignal that ends when the element leaves the page. */
  get lifetime() {
    return this.#lifetime.signal;
  }

  connectedCallback() {
    this.#lifetime = new AbortController();
    this.connected();
  }

  disconnectedCallback() {
    this.#lifetime.abort();
  }

  /** Listens until the element leaves the page. */
  listen(target, type, handler, options = {}) {
    target.addEventListener(type, handler, { ...options, signal: this.lifetime });
  }

  /** Listens for events of descendants that match the selector. The handler gets the event and the match. */
  on(type, selector, handler) {
    this.listen(this, type, (event) => {
      const match = event.target.closest?.(selector);
      if (match && this.contains(match)) {
        handler(event, match);
      }
    });
  }

  /** Watches a signal until the element leaves the page. */
  watch(signal, watcher) {
    signal.watch(watcher, this.lifetime);
  }

  /** The first descendant that matches. */
  find(selector) {
    return this.querySelector(selector);
  }

  /** Dispatches a bubbling event with a detail. Returns false where a listener prevented it. */
  tell(type, detail) {
    return this.dispatchEvent(new CustomEvent(type, { bubbles: true, cancelable: true, detail }));
  }
}
