// The search on the page: its query, its results, and the limits that choose among them.

import { automaticThreshold } from '../lib/automatic-threshold.js';
import { signal } from '../lib/signal.js';
import { gone } from './library.js';
import { route } from './router.js';

/** {state: 'idle' | 'searching' | 'done' | 'waiting' | 'failed', query, results, total, tookMs, problem} */
export const search = signal({ state: 'idle', query: null, results: [], total: 0, tookMs: null, problem: null });

const defaults = { k: 24, threshold: 0 };

/** {k, threshold} from the address bar, within their limits. The threshold may be "auto". */
export function limitsOf(params) {
  const k = Math.round(Number(params.k ?? defaults.k));
  const threshold = Number(params.threshold ?? defaults.threshold);
  return {
    k: k >= 1 && k <= 100 ? k : defaults.k,
    threshold: params.threshold === 'auto' ? 'auto' : threshold >= 0 && threshold <= 1 ? threshold : defaults.threshold,
  };
}

/** The least similarity that a threshold asks for. "auto" finds it in the loaded results. */
export function leastOf(threshold, results = search.value.results) {
  return threshold === 'auto' ? automaticThreshold(results.map(({ similarity }) => similarity)) : threshold;
}

/** The results that k and threshold leave. */
export function within(results, k, threshold) {
  return results.filter(({ similarity }) => similarity >= threshold).slice(0, k);
}

/** The results on the page, best first: those of the present limits, without deleted pictures. */
export function shownResults() {
  const { k, threshold } = limitsOf(route.value.params);
  return within(search.value.results.filter(({ image }) => !gone.value.has(image.id)), k, leastOf(threshold));
}
