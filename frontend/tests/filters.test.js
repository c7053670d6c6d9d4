import assert from 'node:assert/strict';
import { test } from 'node:test';
import { addressOf, conditionsOf, everything, filterOf, hidesSome } from '../site/state/filters.js';

test('a filter comes back from the address bar as it went', () => {
  const filter = {
    ...everything,
    search: 'red & blue', category: 'hat', tag: 'summer', status: 'failed', added: 'week', size: 'large', sort: 'size', order: 'asc',
  };
  assert.deepEqual(filterOf(addressOf(filter)), filter);
});

test('default values are not in the address bar', () => {
  assert.deepEqual(Object.values(addressOf(everything)).filter((value) => value !== null), []);
  assert.equal(addressOf({ ...everything, order: 'asc' }).order, 'asc');
});

test('values that the service refuses do not filter', () => {
  const odd = { status: 'lost', added: 'yesterday', size: 'vast', sort: 'hue', order: 'up', view: '7', toString: 'x' };
  assert.deepEqual(filterOf(odd), { ...everything });
});

test('spans become dates and bytes', () => {
  const filter = { ...everything, added: 'today', size: 'medium', search: 'a' };
  const { addedAfter, minBytes, maxBytes, added, size, search } = conditionsOf(filter);
  assert.ok(Date.now() - Date.parse(addedAfter) < 25 * 3_600_000);
  assert.deepEqual([minBytes, maxBytes, added, size, search], [100_000, 999_999, undefined, undefined, 'a']);
});

test('an order hides nothing, a condition does', () => {
  assert.equal(hidesSome({ ...everything, sort: 'name', order: 'asc' }), false);
  assert.equal(hidesSome({ ...everything, size: 'small' }), true);
});
