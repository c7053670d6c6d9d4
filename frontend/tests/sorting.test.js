import assert from 'node:assert/strict';
import { afterEach, test } from 'node:test';
import { Sorting } from '../site/actions/sorting.js';

const original = globalThis.fetch;
afterEach(() => { globalThis.fetch = original; });

/** A service that records its requests and answers with a status. Its pictures with an odd id are coats. */
function service(status = 200) {
  const asked = [];
  globalThis.fetch = async (path, { body }) => {
    const ids = new URL(path, 'http://localhost').searchParams.get('ids');
    if (ids) {
      return Response.json({ items: ids.split(',').map(Number).map((id) => ({ id, category: id % 2 ? 'coat' : null })) });
    }
    asked.push([path.split('/').at(-1), JSON.parse(body)]);
    return new Response('{"changed":1,"missing":0,"detail":"No room."}', { status });
  };
  return asked;
}

test('each decision moves on, and the last can be taken back', async () => {
  const asked = service();
  const sorting = new Sorting([4, 5, 6]);

  await sorting.assign('dress');
  sorting.skip();
  assert.deepEqual([sorting.current, sorting.left, sorting.sorted], [6, 1, [4]]);

  await sorting.back();
  assert.equal(sorting.current, 5);
  await sorting.back();
  assert.deepEqual([sorting.current, sorting.next, sorting.sorted, sorting.canGoBack], [4, 5, [], false]);
  // Skipping changed nothing, so taking it back sends no request.
  assert.deepEqual(asked, [['categorize', { ids: [4], category: 'dress' }], ['categorize', { ids: [4], category: null }]]);
});

test('undo restores the category of each picture', async () => {
  const asked = service();
  const sorting = new Sorting([11, 12, 13, 14]);
  for (const category of ['dress', 'dress', 'hat']) {
    await sorting.assign(category);
  }
  sorting.skip();
  asked.length = 0;

  await sorting.undo();

  assert.deepEqual(asked, [['categorize', { ids: [11, 13], category: 'coat' }], ['categorize', { ids: [12], category: null }]]);
});

test('a decision that is taken back at once restores the former category', async () => {
  const asked = service();
  const sorting = new Sorting([21]);
  const work = sorting.assign('dress');
  await sorting.back();
  await work;

  assert.deepEqual(asked.map(([, { category }]) => category), ['dress', 'coat']);
  assert.equal(sorting.left, 1);
});

test('a failed decision that is also taken back puts the picture back once', async () => {
  service(507);
  const sorting = new Sorting([31, 32]);
  const work = sorting.assign('dress');
  await sorting.back();
  await assert.rejects(work, /No room/);

  assert.deepEqual([sorting.current, sorting.left], [31, 2]);
});

test('a picture whose decision failed comes back', async () => {
  service(507);
  const sorting = new Sorting([4, 5]);

  await assert.rejects(sorting.assign('dress'), /No room/);
  assert.deepEqual([sorting.current, sorting.left, sorting.sorted], [4, 2, []]);
});

test('a failed comparison gives no suggestion', async () => {
  globalThis.fetch = async () => new Response('{"status":409}', { status: 409 });
  assert.equal(await new Sorting([4]).suggest(4), null);
});
