import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';

let calls = [];
globalThis.fetch = (path, { signal, body }) => new Promise((resolve, reject) => {
  calls.push({ path, signal, body, answer: (json, init) => resolve(Response.json(json, init)) });
  signal.addEventListener('abort', () => reject(signal.reason));
});
const { indexing } = await import('../site/state/live.js');
const { keepFile } = await import('../site/state/queries.js');
const { leastOf, search, within } = await import('../site/state/search.js');
const { searchAhead, searchBy, stopSearch } = await import('../site/actions/searching.js');

const result = (id, similarity) => ({ rank: 1, similarity, image: { id } });
const settle = () => pause(5);

beforeEach(() => {
  stopSearch();
  calls = [];
});

test('one question gets the most neighbours, so that the sliders need no other', async () => {
  searchBy({ image: '7' });
  calls[0].answer({ results: [result(1, 0.9)], total: 1, tookMs: { total: 3 } });
  await settle();
  assert.equal(calls[0].path, '/api/v1/images/7/similar?k=100&threshold=0');
  assert.equal(search.value.state, 'done');
  searchBy({ image: '7' });
  assert.equal(calls.length, 1);
});

test('an older question is dropped, and its answer with it', async () => {
  searchBy({ image: '1' });
  searchBy({ image: '2', crop: '0,0,0.5,0.5' });
  assert.equal(calls[0].signal.aborted, true);
  calls[1].answer({ results: [result(5, 0.5)], total: 1 });
  await settle();
  assert.deepEqual(search.value.results.map(({ image }) => image.id), [5]);
  assert.ok(calls[1].path.includes('crop=0%2C0%2C0.5%2C0.5'));
});

test('a crop of the same picture keeps the old results until the new ones are there', async () => {
  searchBy({ image: '3' });
  calls[0].answer({ results: [result(1, 0.9)], total: 1 });
  await settle();
  searchBy({ image: '3', crop: '0,0,0.5,1' });
  assert.equal(search.value.results.length, 1);
  searchBy({ image: '4' });
  assert.equal(search.value.results.length, 0);
});

test('a service that is rebuilding is asked again by itself', async () => {
  searchBy({ image: '8' });
  calls[0].answer({ detail: 'Rebuilding, 40 % done.' }, { status: 503, headers: { 'Retry-After': '0.01' } });
  await settle();
  assert.equal(search.value.state, 'waiting');
  assert.equal(search.value.problem.message, 'Rebuilding, 40 % done.');
  await pause(40);
  calls[1].answer({ results: [], total: 0 });
  await settle();
  assert.equal(search.value.state, 'done');
  assert.equal(search.value.problem, null);
});

test('a request that cannot succeed shows its problem and is not repeated', async () => {
  searchBy({ image: '9' });
  calls[0].answer({ detail: 'There is no picture 9.' }, { status: 404 });
  await settle();
  assert.equal(search.value.state, 'failed');
  assert.equal(search.value.problem.message, 'There is no picture 9.');
});

test('a file of an earlier visit gives a problem with an instruction', () => {
  searchBy({ file: 'f99' });
  assert.equal(search.value.state, 'failed');
  assert.match(search.value.problem.message, /Choose it again/);
  assert.equal(calls.length, 0);
});

const files = (...names) => names.map((name) => keepFile(new File(['x'], name)));
const batches = () => calls.filter(({ path }) => path.endsWith('/batch'));

test('the pictures behind the first are searched by in one request, and not again', async () => {
  const [first, second, third] = files('a', 'b', 'c');
  searchAhead([second, third]);
  searchBy({ file: first });
  await settle();
  assert.deepEqual(calls.map(({ path }) => path), ['/api/v1/search/batch', '/api/v1/search']);
  assert.equal(batches()[0].body.getAll('files').length, 2);
  batches()[0].answer({ items: [{ results: [result(2, 0.2)], total: 1 }, { problem: { status: 415, detail: 'No picture.' } }] });
  searchBy({ file: second });
  await settle();
  assert.deepEqual(search.value.results.map(({ image }) => image.id), [2]);
  searchBy({ file: third });
  await settle();
  assert.equal(search.value.problem.message, 'No picture.');
  assert.equal(calls.length, 2);
});

test('after a failed batch each picture is searched by itself', async () => {
  const [first, second] = files('a', 'b');
  searchAhead([second]);
  searchBy({ file: first });
  batches()[0].answer({ detail: 'Too much.' }, { status: 413 });
  searchBy({ file: second });
  await settle();
  assert.equal(calls.at(-1).path, '/api/v1/search');
  assert.equal(calls.at(-1).body.get('file').name, 'b');
});

test('the batch answers no crop, and nothing once pictures were added or removed', async () => {
  const [first, second] = files('a', 'b');
  searchAhead([second]);
  searchBy({ file: first });
  await settle();
  batches()[0].answer({ items: [{ results: [], total: 0 }] });
  searchBy({ file: second, crop: '0,0,0.5,0.5' });
  await settle();
  assert.equal(calls.length, 3);
  indexing.value = { indexed: 1, pending: 0, failed: 0 };
  searchBy({ file: second });
  await settle();
  assert.equal(calls.length, 4);
});

test('an automatic threshold is found in what is loaded, any other is itself', () => {
  const results = [0.92, 0.9, 0.3, 0.2].map((similarity, at) => result(at, similarity));
  assert.equal(leastOf('auto', results), 0.9);
  assert.equal(leastOf(0.25, results), 0.25);
});

test('k and threshold cut the results, the threshold included', () => {
  const results = [0.9, 0.7, 0.5, 0.3].map((similarity, at) => result(at, similarity));
  assert.equal(within(results, 100, 0.5).length, 3);
  assert.equal(within(results, 2, 0).length, 2);
  assert.equal(within(results, 100, 0.95).length, 0);
});
