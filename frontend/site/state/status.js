// What the service is doing, in a few words: "4,210 indexed", "embedding 312 of 1,000", "moving to resnet50 312 of 1,000", "offline".
// Of several activities it names the one that people wait for. The tray lists them all.

import { count } from '../lib/format.js';

function busy(what, done, total) {
  const short = `${count(done)} of ${count(total)}`;
  return { kind: 'busy', short, text: `${what} ${short}`, fraction: total > 0 ? done / total : 0 };
}

/** Whether the active space itself is being rebuilt. Searches wait then; they do not wait for a space built beside it. */
export const isReembedding = (service) => Boolean(service?.building) && service.building.space === service.space;

/**
 * @param {object | null} state the `indexing` signal's value
 * @param {object | null} service the service's description of its index
 * @param {string} reach the `connection` signal's value
 * @returns {{kind: 'offline' | 'problem' | 'busy' | 'unknown' | 'ready', text: string, short?: string, fraction?: number}}
 *   `short` where a narrow screen has no room for the text
 */
export function describeStatus(state, service, reach) {
  if (reach === 'offline') {
    return { kind: 'offline', text: 'offline' };
  }
  if (service?.modelProblem && !service.building) {
    return { kind: 'problem', text: 'the model is missing', short: 'no model' };
  }
  const { model, indexed, total } = service?.building ?? {};
  if (isReembedding(service)) {
    return busy('embedding again', indexed, total);
  }
  // Pending pictures cannot be found yet, while a move does not affect searches.
  if (state?.pending > 0) {
    return busy('embedding', state.done, state.total);
  }
  if (service?.building) {
    return busy(`moving to ${model}`, indexed, total);
  }
  if (!state) {
    return { kind: 'unknown', text: 'connecting' };
  }
  const short = `${count(state.indexed)} indexed`;
  return { kind: 'ready', short, text: service?.builtIn ? `${short} · small built-in model` : short };
}
