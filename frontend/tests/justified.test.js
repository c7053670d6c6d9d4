import assert from 'node:assert/strict';
import { test } from 'node:test';
import { boxesOfRow, justify, lastAtMost, rowOf, rowsBetween, shownAspect } from '../site/lib/justified.js';

const gap = 4;

// Pseudo-random numbers, the same on every run.
function* random(seed) {
  let state = seed;
  for (;;) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    yield state / 2 ** 32;
  }
}

function walls() {
  const next = random(42);
  const number = (low, high) => low + Math.floor(next.next().value * (high - low));
  return Array.from({ length: 60 }, () => ({
    aspects: Array.from({ length: number(0, 300) }, () => number(5, 900)),
    wall: { width: number(240, 3000), target: number(90, 320), gap },
  }));
}

test('every picture stands in exactly one row, in order', () => {
  for (const { aspects, wall } of walls()) {
    const layout = justify(aspects, wall);
    const shown = Array.from({ length: layout.rows }, (_, row) => boxesOfRow(layout, row, aspects, gap)).flat();
    assert.deepEqual(shown.map(({ index }) => index), aspects.map((_, index) => index));
  }
});

test('every row but the last is exactly as wide as the wall, with whole pixels and the same gaps', () => {
  for (const { aspects, wall } of walls()) {
    const layout = justify(aspects, wall);
    for (let row = 0; row < layout.rows; row += 1) {
      const boxes = boxesOfRow(layout, row, aspects, gap);
      boxes.slice(1).forEach((box, at) => assert.ok(Math.abs(box.left - boxes[at].left - boxes[at].width - gap) <= 1));
      const right = boxes.at(-1).left + boxes.at(-1).width;
      if (row < layout.rows - 1) {
        assert.equal(right, wall.width);
      } else {
        assert.ok(right <= wall.width);
      }
    }
  }
});

test('rows follow each other at the gap, and the height is that of the wall', () => {
  for (const { aspects, wall } of walls()) {
    const { tops, heights, rows, height } = justify(aspects, wall);
    for (let row = 1; row < rows; row += 1) {
      assert.ok(Math.abs(tops[row] - tops[row - 1] - heights[row - 1] - gap) < 1e-6);
    }
    assert.ok(Math.abs(height - (rows > 0 ? tops[rows - 1] + heights[rows - 1] : 0)) < 1e-6);
  }
});

test('a last row with a single picture is not blown up', () => {
  const layout = justify([100], { width: 1000, target: 200, gap });
  assert.equal(layout.heights[0], 200);
});

test('a panorama wider than the wall still fits', () => {
  const aspects = [1500];
  const layout = justify(aspects, { width: 300, target: 200, gap });
  assert.equal(boxesOfRow(layout, 0, aspects, gap)[0].width, 300);
});

test('an empty wall has no rows and no height', () => {
  const layout = justify([], { width: 1000, target: 200, gap });
  assert.equal(layout.rows, 0);
  assert.equal(layout.height, 0);
  assert.deepEqual(rowsBetween(layout, 0, 1000), [0, -1]);
});

test('strips and unknown aspects are kept within sight', () => {
  assert.equal(shownAspect(2), 0.4);
  assert.equal(shownAspect(5000), 4);
  assert.equal(shownAspect(0), 1);
});

test('rowOf finds the row of each picture', () => {
  for (const { aspects, wall } of walls().slice(0, 10)) {
    const layout = justify(aspects, wall);
    aspects.forEach((_, index) => {
      const row = rowOf(layout, index);
      assert.ok(layout.starts[row] <= index && index < layout.starts[row + 1]);
    });
  }
});

test('rowsBetween names all rows that touch the screen and no more', () => {
  const aspects = Array(400).fill(100);
  const layout = justify(aspects, { width: 1000, target: 200, gap });
  const [first, last] = rowsBetween(layout, 1000, 2000);
  assert.ok(layout.tops[first] <= 1000 && layout.tops[first + 1] > 1000);
  assert.ok(layout.tops[last] <= 2000 && layout.tops[last + 1] > 2000);
});

test('lastAtMost finds the last value that is not greater', () => {
  assert.equal(lastAtMost([0, 5, 5, 9], 5), 2);
  assert.equal(lastAtMost([0, 5, 5, 9], 8), 2);
  assert.equal(lastAtMost([3, 5], 1), 0);
  assert.equal(lastAtMost([3, 5], 100), 1);
});

test('a hundred thousand pictures are laid out within a frame or two', () => {
  const aspects = Array.from({ length: 100_000 }, (_, index) => 60 + (index * 37) % 120);
  justify(aspects, { width: 1400, target: 200, gap });
  const start = performance.now();
  justify(aspects, { width: 1440, target: 200, gap });
  // This takes some 5 ms on a desktop. The limit allows for a busy machine and still catches anything that is not linear.
  assert.ok(performance.now() - start < 250);
});
