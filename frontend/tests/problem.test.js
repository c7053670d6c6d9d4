import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Problem, patience, retryAfterOf } from '../site/service/problem.js';

test("the service's own words come first", () => {
  assert.equal(new Problem(413, { title: 'Too large', detail: 'At most 64 MiB.' }).message, 'At most 64 MiB.');
});

test('a status without words still gets some', () => {
  for (const status of [0, 400, 404, 413, 415, 418, 422, 429, 500, 502, 503, 507]) {
    assert.match(new Problem(status).message, /\w+ \w+.*[.)]$/);
  }
});

test('only a passing problem is tried again, after the time that the service asks for', () => {
  assert.equal(patience(new Problem(415), 1), null);
  assert.equal(patience(new Problem(429, {}, 7000), 1), 7000);
  assert.equal(patience(new Problem(0), 1), 1000);
  assert.equal(patience(new Problem(503), 50), 10_000);
});

test('Retry-After is read in seconds, within reason', () => {
  assert.equal(retryAfterOf('2'), 2000);
  assert.equal(retryAfterOf('99999'), 120_000);
  assert.equal(retryAfterOf(null), null);
  assert.equal(retryAfterOf('Wed, 21 Oct 2026 07:28:00 GMT'), null);
});
