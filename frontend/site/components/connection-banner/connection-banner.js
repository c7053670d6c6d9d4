// A banner that is shown while the service does not answer.

import { Component } from '../../lib/component.js';
import { html, render } from '../../lib/html.js';
import { icon } from '../../lib/icons.js';
import { connection, whenBack } from '../../service/connection.js';
import { say } from '../../state/toasts.js';

class ConnectionBanner extends Component {
  connected() {
    this.role = 'status';
    let timer = null;
    this.watch(connection, (state) => {
      clearTimeout(timer);
      if (state !== 'offline') {
        this.replaceChildren();
        return;
      }
      // A stream that recovers within a moment is not worth a message.
      timer = setTimeout(() => render(this, html`<p>${icon('offline')}
        <span>The service does not answer. What is on its way waits; this page tries again by itself.</span></p>`), 1500);
    });
    whenBack(() => this.lifetime.aborted || say('The service is back.'), this.lifetime);
  }
}

customElements.define('connection-banner', ConnectionBanner);
