// The failures of jobs, fetched page by page.

import { signal } from '../lib/signal.js';
import { getFailures } from '../service/api.js';

/** The failures known so far: Map of a job's id -> {items: [{name, problem}], total, nextCursor} */
export const failures = signal(new Map());

/** Fetches the next page of a job's failures. */
export async function learnFailures(id) {
  const known = failures.value.get(id);
  const page = await getFailures(id, known?.nextCursor).catch(() => null);
  // Two requests at once would get the same page.
  if (page && failures.value.get(id) === known) {
    failures.value = new Map(failures.value).set(id, { ...page, items: [...(known?.items ?? []), ...page.items] });
  }
}
