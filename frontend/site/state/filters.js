// The filter of the library, as the address bar writes it and as the service takes it.

import { addedFilter, addedSpans, sizeFilter, sizeSpans } from './spans.js';

/** Everything, newest first. `added` and `size` are keys of spans, such as "week" and "large". */
export const everything = Object.freeze({
  search: '', category: '', tag: '', status: '', added: '', size: '', sort: 'added', order: 'desc',
});

const keysOf = (spans) => spans.map(([key]) => key);

// The values that the service accepts; the other conditions are free text. An address may come from anywhere.
const allowed = {
  status: ['pending', 'indexed', 'failed'],
  added: keysOf(addedSpans),
  size: keysOf(sizeSpans),
  sort: ['added', 'name', 'size'],
  order: ['asc', 'desc'],
};

/** The filter in the parameters of an address. A missing or unknown value does not filter. */
export function filterOf(params) {
  const entries = Object.entries(everything).map(([name, usual]) => {
    const value = params[name] ?? usual;
    return [name, allowed[name]?.includes(value) === false ? usual : value];
  });
  return Object.fromEntries(entries);
}

/** The parameters of a filter for the address bar; null for default values. */
export function addressOf(filter) {
  return Object.fromEntries(Object.entries(filter).map(([name, value]) => [name, value === everything[name] ? null : value]));
}

/** The filter as the service takes it. Spans of time and size become dates and bytes, counted from now. */
export function conditionsOf({ added, size, ...rest }) {
  return { ...rest, ...addedFilter(added), ...sizeFilter(size) };
}

/** Whether a filter may hide pictures. The order hides none. */
export function hidesSome({ sort, order, ...conditions }) {
  return Object.values(conditions).some(Boolean);
}
