// The pictures of the library by category.

import { count } from '../../lib/format.js';
import { html } from '../../lib/html.js';
import { format } from '../../state/router.js';

const most = 12;

/**
 * A bar for each of the largest categories, one for all others and one for the pictures without a category.
 * Null where there is no category.
 */
export function breakdown(categories, total) {
  if (categories.length === 0 || total === 0) {
    return null;
  }
  const bySize = [...categories].sort((a, b) => b.count - a.count);
  const sum = (list) => list.reduce((all, each) => all + each.count, 0);
  const rest = bySize.slice(most);
  const link = (name) => html`<a href="${format('library', { category: name })}" data-close>${name}</a>`;
  const bar = (size) => html`<progress max="${total}" value="${size}" aria-hidden="true"></progress>`;
  const rows = [
    ...bySize.slice(0, most).map(({ name, count: size }) => [link(name), size]),
    [`${rest.length} more`, sum(rest)],
    ['Without a category', Math.max(0, total - sum(categories))],
  ].filter(([, size]) => size > 0);
  return html`<section class="breakdown"><h3>Categories</h3>
    <dl>${rows.map(([name, size]) => html`<div><dt>${name}</dt><dd>${bar(size)}${count(size)}</dd></div>`)}</dl></section>`;
}
