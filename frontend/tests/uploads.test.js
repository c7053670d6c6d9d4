import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';

// Requests that the test answers itself.
let requests = [];

class FakeRequest extends EventTarget {
  upload = new EventTarget();

  open(method, url) {
    this.target = `${method} ${url}`;
  }

  send(form) {
    this.form = form;
    requests.push(this);
  }

  getResponseHeader(name) {
    return name === 'Retry-After' ? this.retryAfter ?? null : null;
  }

  answer(status, response, retryAfter) {
    Object.assign(this, { status, response, retryAfter });
    this.dispatchEvent(new Event('load'));
    this.dispatchEvent(new Event('loadend'));
  }

  fail() {
    this.dispatchEvent(new Event('error'));
    this.dispatchEvent(new Event('loadend'));
  }

  abort() {
    this.dispatchEvent(new Event('abort'));
    this.dispatchEvent(new Event('loadend'));
  }
}

globalThis.XMLHttpRequest = FakeRequest;
globalThis.fetch = async () => Response.json({ items: [], ids: [], aspects: [], total: 0 });
const { addFiles, cancelUploads, retryRejected } = await import('../site/actions/uploads.js');
const { dismissUploads, unfinished, uploads } = await import('../site/state/uploads.js');

const picture = (name) => new File(['pixels'], name, { type: 'image/jpeg' });
const pictures = (many) => Array.from({ length: many }, (_, at) => picture(`${at}.jpg`));
const added = (id) => ({ results: [{ name: 'x', outcome: 'added', image: { id, status: 'pending' } }] });
const settle = () => pause(5);

beforeEach(async () => {
  cancelUploads();
  await settle();
  dismissUploads();
  requests = [];
});

test('three are on their way at a time, one file in each', async () => {
  addFiles(pictures(5));
  await settle();
  assert.equal(requests.length, 3);
  assert.ok(requests.every(({ target, form }) => target === 'POST /api/v1/images' && form.getAll('files').length === 1));
  requests[0].answer(201, added(1));
  await settle();
  assert.equal(requests.length, 4);
  assert.equal(uploads.value.added, 1);
  assert.equal(unfinished(), 4);
});

test('a rejected file keeps its reason and does not stop the others', async () => {
  addFiles(pictures(2));
  await settle();
  requests[0].answer(415, { detail: 'This is a text file.' });
  requests[1].answer(201, added(2));
  await settle();
  assert.deepEqual(uploads.value.rejected, [{ file: null, name: '0.jpg', reason: 'This is a text file.' }]);
  assert.equal(uploads.value.added, 1);
  assert.equal(unfinished(), 0);
});

test('a duplicate is counted as such', async () => {
  addFiles(pictures(1));
  await settle();
  requests[0].answer(200, { results: [{ name: '0.jpg', outcome: 'duplicate', image: { id: 1 } }] });
  await settle();
  assert.equal(uploads.value.duplicates, 1);
});

test('a file that cannot be a picture is rejected without a request', async () => {
  addFiles([new File(['x'], 'notes.txt', { type: 'text/plain' })]);
  await settle();
  assert.equal(requests.length, 0);
  assert.equal(uploads.value.rejected[0].name, 'notes.txt');
});

test('a full queue is tried again after the time that it asks for', async () => {
  addFiles(pictures(1));
  await settle();
  requests[0].answer(429, { detail: 'Full.' }, '0.01');
  await pause(40);
  assert.equal(requests.length, 2);
  requests[1].answer(201, added(3));
  await settle();
  assert.equal(uploads.value.added, 1);
  assert.equal(uploads.value.rejected.length, 0);
});

test('a fault of the service can be tried again by hand', async () => {
  addFiles(pictures(1));
  await settle();
  requests[0].answer(500, null);
  await settle();
  assert.equal(uploads.value.rejected.length, 1);
  retryRejected();
  await settle();
  requests[1].answer(201, added(4));
  await settle();
  assert.equal(uploads.value.rejected.length, 0);
  assert.equal(uploads.value.added, 1);
});

test('progress is known per file', async () => {
  addFiles(pictures(1));
  await settle();
  requests[0].upload.dispatchEvent(Object.assign(new Event('progress'), { lengthComputable: true, loaded: 30, total: 120 }));
  assert.equal(uploads.value.active[0].sent, 0.25);
});

test('cancelling ends all of them and leaves no failures behind', async () => {
  addFiles(pictures(6));
  await settle();
  requests[0].answer(201, added(5));
  await settle();
  cancelUploads();
  await settle();
  assert.equal(unfinished(), 0);
  assert.equal(uploads.value.rejected.length, 0);
  assert.equal(uploads.value.active.length, 0);
});
