import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isClutter, mayBePicture } from '../site/lib/files.js';

test('a file is sent unless it says that it is something else', () => {
  assert.ok(mayBePicture({ name: 'a.jpg', type: 'image/jpeg' }));
  assert.ok(mayBePicture({ name: 'A.TIF', type: '' }));
  assert.ok(mayBePicture({ name: 'no-ending', type: '' }));
  assert.ok(!mayBePicture({ name: 'notes.txt', type: 'text/plain' }));
  assert.ok(!mayBePicture({ name: 'film.mp4', type: 'video/mp4' }));
  assert.ok(!mayBePicture({ name: 'data.xyz', type: '' }));
});

test('files that systems leave in folders are skipped', () => {
  const clutter = ['.DS_Store', 'Thumbs.db', 'desktop.ini', '._a.jpg'];
  assert.deepEqual([...clutter, 'a.jpg'].filter(isClutter), clutter);
});
