import assert from 'node:assert/strict';
import { test } from 'node:test';
import { automaticThreshold } from '../site/lib/automatic-threshold.js';

// The same figures as in the service's tests: both must find the same threshold.
test('two groups give the least similarity of the nearer group', () => {
  for (const [similarities, expected] of [
    [[0.95, 0.93, 0.92, 0.41, 0.40, 0.38, 0.2], 0.92],
    [[0.5, 0.48, 0.11, 0.1, 0.09, 0.08], 0.48],
    [[1, 0.3], 1],
    [[0.8, 0.8, 0.8, 0.1], 0.8],
  ]) {
    assert.equal(automaticThreshold(similarities), expected);
  }
});

test('one group gives no threshold', () => {
  for (const similarities of [[], [0.7], [0.7, 0.7, 0.7], [0, 0]]) {
    assert.equal(automaticThreshold(similarities), 0);
  }
});
