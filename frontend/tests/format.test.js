import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bytes, count, percent, plural, rate, remaining } from '../site/lib/format.js';

test('bytes keep two digits and never read "1000 KB"', () => {
  assert.deepEqual([0, 812, 999, 1000, 24_400, 999_499, 999_600, 3_140_000, 9_960_000, 64e6, 5e12].map(bytes),
    ['0 B', '812 B', '999 B', '1.0 KB', '24 KB', '999 KB', '1.0 MB', '3.1 MB', '10 MB', '64 MB', '5.0 TB']);
});

test('only a perfect similarity is 100 %', () => {
  assert.deepEqual(
    [0, 0.9451, 0.9996, 0.99994, 1, 1.2, -0.1].map(percent),
    ['0.0 %', '94.5 %', '99.9 %', '99.9 %', '100 %', '100 %', '0.0 %'],
  );
});

test('counts are grouped and agree with their noun', () => {
  assert.equal(count(4210), '4,210');
  assert.deepEqual([0, 1, 1000].map((value) => plural(value, 'picture')), ['0 pictures', '1 picture', '1,000 pictures']);
});

test('rates are whole where they are large', () => {
  assert.deepEqual([0.42, 9.96, 18.2, 1234].map(rate), ['0.4 a second', '10.0 a second', '18 a second', '1,234 a second']);
});

test('the time left is rough, and empty where it is unknown', () => {
  assert.deepEqual([2, 31, 58, 90, 3 * 60, 7800].map(remaining), [
    'a few seconds left', '35 seconds left', '1 minute left', '2 minutes left', '3 minutes left', '2 h 10 min left']);
  assert.deepEqual([NaN, Infinity, -1].map(remaining), ['', '', '']);
});
