import assert from 'node:assert/strict';
import { test } from 'node:test';
import { aroundFolder } from '../site/lib/folders.js';

const roots = ['/data/pictures', '/mnt/b'];

test('up leads to the root and not above it', () => {
  assert.equal(aroundFolder('/data/pictures/2026/may', roots).up, '/data/pictures/2026');
  assert.equal(aroundFolder('/data/pictures/2026/', roots).up, '/data/pictures');
  assert.equal(aroundFolder('/data/pictures', roots).up, null);
  assert.equal(aroundFolder('/data/pictures/', roots).up, null);
  assert.equal(aroundFolder('/', ['/']).up, null);
});

test('a folder whose name only begins like a root does not lie in it', () => {
  assert.deepEqual(aroundFolder('/data/pictures-old/x', roots), { up: null, others: roots });
});

test('the other roots are within reach', () => {
  assert.deepEqual(aroundFolder('/mnt/b/c', roots).others, ['/data/pictures']);
});

test('the root of the disk has everything in it', () => {
  assert.deepEqual(aroundFolder('/home', ['/']), { up: '/', others: [] });
});
