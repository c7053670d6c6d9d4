// The library and search results as files for other programs.

import { exportUrl } from '../service/addresses.js';
import { conditionsOf } from '../state/filters.js';
import { filter } from '../state/library.js';

const columns = {
  rank: ({ rank }) => rank,
  id: ({ image }) => image.id,
  name: ({ image }) => image.name,
  similarity: ({ similarity }) => similarity,
  distance: ({ distance }) => distance,
  category: ({ image }) => image.category ?? '',
  tags: ({ image }) => image.tags.join(' '),
  width: ({ image }) => image.width,
  height: ({ image }) => image.height,
  bytes: ({ image }) => image.bytes,
  sha256: ({ image }) => image.sha256,
};

function cell(value) {
  // A spreadsheet runs text that begins like a formula.
  const text = typeof value === 'string' && /^[=+\-@\t\r]/.test(value) ? `'${value}` : String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** Search results as RFC 4180 CSV with a header line. */
export function toCsv(results) {
  const lines = results.map((result) => Object.values(columns).map((column) => cell(column(result))).join(','));
  return `${[Object.keys(columns).join(','), ...lines].join('\r\n')}\r\n`;
}

/** Search results as JSON, as the service gave them. */
export function toJson(results) {
  return `${JSON.stringify(results, null, 2)}\n`;
}

/** Downloads the list of the pictures that pass the filter, as "csv" or "json". */
export function exportLibrary(format) {
  const link = document.createElement('a');
  link.href = exportUrl(conditionsOf(filter.value), format);
  link.download = `images.${format}`;
  link.click();
}
