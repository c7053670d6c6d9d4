// Searches by several query pictures in one request, so that switching from the first to another does not wait.

import { searchByEach } from '../service/api.js';
import { indexing } from '../state/live.js';
import { Problem } from '../service/problem.js';
import { fileOf } from '../state/queries.js';

const mostFiles = 63;
// The service accepts twice as much, but beyond this a single picture is faster than the batch.
const mostBytes = 256_000_000;

let prepared = { keys: [], indexed: 0, answers: Promise.resolve(null) };
let controller = new AbortController();

/** Drops the batch. */
export function forgetPrepared() {
  controller.abort();
  prepared = { keys: [], indexed: 0, answers: Promise.resolve(null) };
}

/** Searches by all these files in one request, unless they are too many or too large. */
export function prepare(keys, options) {
  forgetPrepared();
  const files = keys.map((key) => fileOf(key).file);
  if (keys.length === 0 || keys.length > mostFiles || files.reduce((sum, { size }) => sum + size, 0) > mostBytes) {
    return;
  }
  controller = new AbortController();
  // A batch that fails is no error: each file can still be searched by itself.
  const answers = searchByEach(files, options, controller.signal).catch(() => null);
  prepared = { keys, indexed: indexing.value?.indexed, answers };
}

/**
 * The answer of the batch for a file; null where the file has to be searched by itself.
 * @throws {Problem} what the service reported for this file, such as that it is not a picture
 */
export async function preparedAnswer(key) {
  const { keys, indexed, answers } = prepared;
  // Answers are stale once pictures were added or removed.
  const isStale = indexed !== indexing.value?.indexed;
  const answer = keys.includes(key) && !isStale ? (await answers)?.[keys.indexOf(key)] : null;
  if (answer?.problem) {
    throw new Problem(answer.problem.status, answer.problem);
  }
  return answer ?? null;
}
