// What the service is doing, in a few words: "4,210 indexed", "embedding 312 of 1,000", "offline", "small built-in model".

import { count } from '../lib/format.js';

/**
 * @param {object | null} state the `indexing` signal's value
 * @param {object | null} service the service's description of its index
 * @param {string} reach the `connection` signal's value
 * @returns {{kind: 'offline' | 'busy' | 'unknown' | 'ready', text: string, fraction?: number}}
 */
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
  return { kind: 'ready', text: `${count(state.indexed)} indexed${service?.builtIn ? ' · small built-in model' : ''}` };
}
