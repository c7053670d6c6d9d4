import assert from 'node:assert/strict';
import { test } from 'node:test';
import { addedFilter, addedSpans, sizeFilter, sizeSpans } from '../site/state/spans.js';

test('a span of time begins at midnight of its first day', () => {
  const now = new Date(2026, 4, 20, 15, 30);
  assert.equal(addedFilter('today', now).addedAfter, new Date(2026, 4, 20).toISOString());
  assert.equal(addedFilter('week', now).addedAfter, new Date(2026, 4, 14).toISOString());
});

test('spans of size leave no gap and do not overlap', () => {
  const spans = sizeSpans.slice(1).map(([key]) => sizeFilter(key));
  assert.equal(spans[0].minBytes, '');
  assert.equal(spans.at(-1).maxBytes, '');
  for (let at = 1; at < spans.length; at += 1) {
    assert.equal(spans[at].minBytes, spans[at - 1].maxBytes + 1);
  }
});

test('any time and any size filter nothing', () => {
  assert.deepEqual(addedFilter(addedSpans[0][0]), { addedAfter: '' });
  assert.deepEqual(sizeFilter(sizeSpans[0][0]), { minBytes: '', maxBytes: '' });
});
