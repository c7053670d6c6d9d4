import assert from 'node:assert/strict';
import { test } from 'node:test';
import { previewNames } from '../site/actions/name-preview.js';

const images = [
  { id: 4, name: 'IMG.0042.jpg', category: 'dress' },
  { id: 5, name: 'b.png', category: null },
  { id: 6, name: 'c.JPEG', category: 'dress' },
];

test('each category is numbered for itself and the extension stays', () => {
  assert.deepEqual(previewNames(images, '{category}_{number:3}', 9), ['dress_009.jpg', 'uncategorised_009.png', 'dress_010.JPEG']);
  assert.deepEqual(previewNames(images, '{number}-{name} {id}', 1), ['1-IMG.0042 4.jpg', '1-b 5.png', '2-c 6.JPEG']);
});

test('inserted text is not replaced again', () => {
  assert.deepEqual(previewNames([{ id: 1, name: '{id}.png', category: '$1' }], '{name}{category}', 1), ['{id}$1.png']);
});

test('unknown braces and empty text are not a pattern', () => {
  for (const pattern of ['', '  ', '{date}', '{', 'a}', '{number:0}', '{number:12}', '{{id}}']) {
    assert.equal(previewNames(images, pattern, 1), null, pattern);
  }
});
