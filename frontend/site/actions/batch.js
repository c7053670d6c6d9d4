// Several query pictures given at once: what lies behind the first is asked for in one request, so that switching to it need not wait.

import { searchByEach } from '../service/api.js';
import { indexing } from '../state/live.js';
import { Problem } from '../service/problem.js';
import { fileOf } from '../state/queries.js';

const mostFiles = 63;
// The service takes twice as much in one request; beyond this a single picture is quicker than the whole.
const mostBytes = 256_000_000;

let prepared = { keys: [], indexed: 0, answers: Promise.resolve(null) };
let controller = new AbortController();

/** Forgets what was asked for in advance. */
export function forgetPrepared() {
  controller.abort();
  prepared = { keys: [], indexed: 0, answers: Promise.resolve(null) };
}

/** Asks for the neighbours of all these files in one request; where they are too many or too large, nothing is asked. */
export function prepare(keys, options) {
  forgetPrepared();
  const files = keys.map((key) => fileOf(key).file);
  if (keys.length === 0 || keys.length > mostFiles || files.reduce((sum, { size }) => sum + size, 0) > mostBytes) {
    return;
  }
  controller = new AbortController();
  // Whatever goes wrong with all of them may well go right with each.
  const answers = searchByEach(files, options, controller.signal).catch(() => null);
  prepared = { keys, indexed: indexing.value?.indexed, answers };
}

/**
 * The answer for a file that was asked for in advance; null where it has to be asked for by itself.
 * @throws {Problem} the file's own, such as that it is no picture
 */
export async function preparedAnswer(key) {
  const { keys, indexed, answers } = prepared;
  // Pictures have come or gone since.
  const isStale = indexed !== indexing.value?.indexed;
  const answer = keys.includes(key) && !isStale ? (await answers)?.[keys.indexOf(key)] : null;
  if (answer?.problem) {
    throw new Problem(answer.problem.status, answer.problem);
  }
  return answer ?? null;
}
