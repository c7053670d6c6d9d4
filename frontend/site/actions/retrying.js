// Tries pictures again whose embedding failed.

import { plural } from '../lib/format.js';
import { retryFailed, retryImages } from '../service/api.js';
import { forget } from '../state/catalogue.js';
import { layout } from '../state/library.js';
import { say, sayProblem } from '../state/toasts.js';

/** Tries the failed pictures with these ids again, or all of them. */
export async function retry(ids = null) {
  try {
    const { changed } = await (ids ? retryImages(ids) : retryFailed());
    forget(ids ?? layout.value?.ids ?? []);
    say(`Trying ${plural(changed, 'picture')} again.`);
  } catch (problem) {
    sayProblem(problem);
  }
}
