// What the service is doing, in a few words at the top: "4,210 indexed", "embedding 312 of 1,000", "offline".

import { Component } from '../../lib/component.js';
import { count } from '../../lib/format.js';
import { connection } from '../../client/connection.js';
import { index, indexing } from '../../client/live.js';

/** {kind, text, fraction} for the pill. */
export function describeStatus(state, service, reach) {
  if (reach === 'offline') {
    return { kind: 'offline', text: 'offline' };
  }
  if (service?.building) {
    const { indexed, total } = service.building;
    const percent = total > 0 ? Math.floor((100 * indexed) / total) : 0;
    return { kind: 'busy', text: `rebuilding ${percent} %`, fraction: percent / 100 };
  }
  if (state?.pending > 0) {
    return { kind: 'busy', text: `embedding ${count(state.done)} of ${count(state.total)}`, fraction: state.done / state.total };
  }
  if (!state) {
    return { kind: 'unknown', text: 'connecting' };
  }
  return { kind: 'ready', text: `${count(state.indexed)} indexed` };
}

class StatusPill extends Component {
  connected() {
    const show = () => {
      const { kind, text, fraction = 0 } = describeStatus(indexing.value, index.value, connection.value);
      this.className = `is-${kind}`;
      this.textContent = text;
      this.style.setProperty('--done', `${Math.round(fraction * 100)}%`);
      const { model, device, dimension } = index.value ?? {};
      this.title = model ? `Model ${model} on ${device}, ${dimension} figures a picture` : '';
    };
    this.watch(indexing, show);
    this.watch(index, show);
    this.watch(connection, show);
  }
}

customElements.define('status-pill', StatusPill);
