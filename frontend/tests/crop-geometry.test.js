import assert from 'node:assert/strict';
import { test } from 'node:test';
import { between, fromText, isWhole, move, resize, smallest, toText, whole } from '../site/lib/crop-geometry.js';

const box = { x: 0.2, y: 0.2, width: 0.4, height: 0.4 };
const near = (actual, expected) => {
  for (const side of ['x', 'y', 'width', 'height']) {
    assert.ok(Math.abs(actual[side] - expected[side]) < 1e-9, `${side}: ${actual[side]} is not ${expected[side]}`);
  }
};
const isInside = ({ x, y, width, height }) => x >= 0 && y >= 0 && x + width <= 1 + 1e-9 && y + height <= 1 + 1e-9
  && width >= smallest - 1e-9 && height >= smallest - 1e-9;

test('moving keeps the size and stays inside', () => {
  near(move(box, 0.1, -0.1), { ...box, x: 0.3, y: 0.1 });
  near(move(box, 5, -5), { ...box, x: 0.6, y: 0 });
});

test('a handle moves its own sides and no others', () => {
  near(resize(box, 'se', 0.1, 0.2), { x: 0.2, y: 0.2, width: 0.5, height: 0.6 });
  near(resize(box, 'nw', 0.1, 0.1), { x: 0.3, y: 0.3, width: 0.3, height: 0.3 });
  near(resize(box, 'n', 0.5, -0.1), { x: 0.2, y: 0.1, width: 0.4, height: 0.5 });
});

test('no handle turns the box inside out or leads it off the picture', () => {
  for (const handle of ['n', 's', 'e', 'w', 'ne', 'nw', 'se', 'sw']) {
    for (const [dx, dy] of [[9, 9], [-9, -9], [9, -9], [-9, 9]]) {
      assert.ok(isInside(resize(box, handle, dx, dy)), handle);
    }
  }
});

test('two points give the same box in either order, never too small', () => {
  near(between({ x: 0.8, y: 0.1 }, { x: 0.3, y: 0.6 }), between({ x: 0.3, y: 0.6 }, { x: 0.8, y: 0.1 }));
  for (const point of [{ x: 0, y: 0 }, { x: 1, y: 1 }, { x: 0.5, y: 1 }]) {
    assert.ok(isInside(between(point, point)));
  }
});

test('text comes back as the box, within a thousandth, and never beyond the picture', () => {
  for (const each of [box, { x: 1 / 3, y: 2 / 3, width: 2 / 3, height: 1 / 3 }, between({ x: 0.9999, y: 0 }, { x: 1, y: 1 })]) {
    const again = fromText(toText(each));
    assert.ok(again.x + again.width <= 1 && again.y + again.height <= 1);
    assert.ok(Math.abs(again.x - each.x) <= 0.001 && Math.abs(again.width - each.width) <= 0.002);
  }
});

test('the whole picture is no crop', () => {
  assert.equal(toText(whole), '');
  assert.equal(toText(null), '');
  assert.equal(isWhole(box), false);
});

test('a text that is no crop gives null', () => {
  for (const text of ['', null, undefined, '1,2,3', 'a,b,c,d', '0,0,0,1', '0.5,0,0.6,1', '-0.1,0,1,1', '0,0,1,1,1', '0,,1,NaN']) {
    assert.equal(fromText(text), null, String(text));
  }
});
