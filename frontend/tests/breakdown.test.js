import assert from 'node:assert/strict';
import { test } from 'node:test';
import { breakdown } from '../site/components/index-dialog/breakdown.js';

const rows = (markup) => [...String(markup).matchAll(/<dt>(?:<a [^>]*>)?([^<]*).*?<\/progress>([\d,]+)/gs)]
  .map(([, name, size]) => `${name} ${size}`);

test('the largest categories come first, then the others together, then the pictures without one', () => {
  const categories = Array.from({ length: 15 }, (_, at) => ({ name: `c${at}`, count: at + 1 }));
  const told = rows(breakdown(categories, 125));
  assert.equal(told.length, 14);
  assert.deepEqual([told[0], told[11], told[12], told[13]], ['c14 15', 'c3 4', '3 more 6', 'Without a category 5']);
});

test('without categories there is no breakdown, and empty rows are left out', () => {
  assert.equal(breakdown([], 5), null);
  assert.deepEqual(rows(breakdown([{ name: 'a', count: 2 }], 2)), ['a 2']);
});

test('a category leads to its pictures', () => {
  assert.match(String(breakdown([{ name: 'a b&c', count: 2 }], 2)), /href="#\/library\?category=a\+b%26c"/);
});
