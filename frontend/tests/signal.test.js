import assert from 'node:assert/strict';
import { test } from 'node:test';
import { signal } from '../site/lib/signal.js';

test('a watcher hears the value now and each change, but not the same value again', () => {
  const heard = [];
  const number = signal(1);
  number.watch((value) => heard.push(value));
  number.value = 2;
  number.value = 2;
  number.value = NaN;
  number.value = NaN;
  assert.deepEqual(heard, [1, 2, NaN]);
});

test('a watcher hears nothing after its end', () => {
  const heard = [];
  const end = new AbortController();
  const number = signal(1);
  number.watch((value) => heard.push(value), end.signal);
  end.abort();
  number.value = 2;
  number.watch((value) => heard.push(value), end.signal);
  assert.deepEqual(heard, [1]);
});

test('a watcher may change the signal', () => {
  const number = signal(0);
  number.watch((value) => {
    if (value < 3) {
      number.value = value + 1;
    }
  });
  assert.equal(number.value, 3);
});
