// What failed in jobs, page by page.

import { signal } from '../lib/signal.js';
import { getFailures } from '../service/api.js';

/** What is known of failures: Map of a job's id -> {items: [{name, problem}], total, nextCursor} */
export const failures = signal(new Map());

/** Asks for the first failures of a job, or for those after the ones that are known. */
export async function learnFailures(id) {
  const known = failures.value.get(id);
  const page = await getFailures(id, known?.nextCursor).catch(() => null);
  // Two questions on their way at once would have the same answer.
  if (page && failures.value.get(id) === known) {
    failures.value = new Map(failures.value).set(id, { ...page, items: [...(known?.items ?? []), ...page.items] });
  }
}
