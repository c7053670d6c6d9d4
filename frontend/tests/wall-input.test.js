import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { justify } from '../site/lib/justified.js';

const total = 50;
const layout = justify(Array(total).fill(100), { width: 820, target: 200, gap: 4 });
let neighbour;

before(async () => {
  ({ neighbour } = await import('../site/components/image-wall/wall-input.js'));
});

test('left and right step through all pictures and stop at the ends', () => {
  assert.equal(neighbour('ArrowRight', 3, layout, total), 4);
  assert.equal(neighbour('ArrowLeft', 4, layout, total), 3);
  assert.equal(neighbour('ArrowLeft', 0, layout, total), null);
  assert.equal(neighbour('ArrowRight', total - 1, layout, total), null);
});

test('down and up lead to the picture below and back', () => {
  const width = layout.starts[1];
  assert.equal(neighbour('ArrowDown', 1, layout, total), 1 + width);
  assert.equal(neighbour('ArrowUp', 1 + width, layout, total), 1);
  assert.equal(neighbour('ArrowUp', 1, layout, total), null);
  assert.equal(neighbour('ArrowDown', total - 1, layout, total), null);
});

test('down into a short last row stays inside it', () => {
  const last = layout.starts[layout.rows - 1];
  for (let index = layout.starts[layout.rows - 2]; index < last; index += 1) {
    const below = neighbour('ArrowDown', index, layout, total);
    assert.ok(below >= last && below < total);
  }
});

test('Home and End lead to the ends, other keys nowhere', () => {
  assert.equal(neighbour('Home', 20, layout, total), 0);
  assert.equal(neighbour('End', 20, layout, total), total - 1);
  assert.equal(neighbour('x', 20, layout, total), null);
});
