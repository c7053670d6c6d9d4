// Spans of time and size to filter by: their words for the page, their limits for the service.

const day = 86_400_000;
const midnight = (now) => new Date(now.getFullYear(), now.getMonth(), now.getDate());

/** [key, words, (now) => the earliest Date] */
const times = [
  ['today', 'Today', midnight],
  ['week', 'In the last 7 days', (now) => new Date(midnight(now) - 6 * day)],
  ['month', 'In the last 30 days', (now) => new Date(midnight(now) - 29 * day)],
  ['year', 'In the last 12 months', (now) => new Date(midnight(now) - 364 * day)],
];

/** [key, words, least bytes, greatest bytes] */
const sizes = [
  ['small', 'Under 100 KB', null, 99_999],
  ['medium', '100 KB to 1 MB', 100_000, 999_999],
  ['large', '1 MB to 10 MB', 1_000_000, 9_999_999],
  ['huge', '10 MB and more', 10_000_000, null],
];

/** [[key, words], ...] for a select. */
export const addedSpans = [['', 'Any time'], ...times];
export const sizeSpans = [['', 'Any size'], ...sizes];

/** {addedAfter} of a span of time; empty for any time. */
export function addedFilter(key, now = new Date()) {
  const earliest = times.find(([each]) => each === key)?.[2];
  return { addedAfter: earliest ? earliest(now).toISOString() : '' };
}

/** {minBytes, maxBytes} of a span of sizes; empty for any size. */
export function sizeFilter(key) {
  const [, , least, greatest] = sizes.find(([each]) => each === key) ?? [];
  return { minBytes: least ?? '', maxBytes: greatest ?? '' };
}
