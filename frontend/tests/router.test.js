import assert from 'node:assert/strict';
import { test } from 'node:test';
import { format, parse } from '../site/state/router.js';

const views = ['library', 'search'];

test('a view and its parameters come back as they went', () => {
  const params = { image: '42', k: '12', crop: '0.1,0.2,0.5,0.5', category: 'T-shirts & tops' };
  const hash = format('search', params);
  assert.deepEqual(parse(hash, views, 'library'), { view: 'search', params });
  assert.ok(hash.startsWith('#/search?image=42&k=12&crop=0.1,0.2,0.5,0.5&'));
});

test('parameters that are not set are left out', () => {
  assert.equal(format('search', { image: null, k: undefined, crop: '', threshold: 0 }), '#/search?threshold=0');
  assert.equal(format('library'), '#/library');
});

test('an unknown, empty or damaged hash leads to the fallback', () => {
  for (const hash of ['', '#', '#/', '#/nowhere?x=1', '#///', null, '#constructor', '#/%zz']) {
    assert.deepEqual(parse(hash, views, 'library'), { view: 'library', params: {} }, String(hash));
  }
});

test('a damaged query does not throw', () => {
  assert.equal(parse('#/search?image=%zz&=&&k', views, 'library').view, 'search');
});
