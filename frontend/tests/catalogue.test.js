import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';

let asked = [];
let answer = (ids) => Response.json({ items: ids.map((id) => ({ id, status: 'indexed' })) });

globalThis.fetch = async (path) => {
  const ids = new URLSearchParams(path.split('?')[1]).get('ids').split(',').map(Number);
  asked.push(ids);
  return answer(ids);
};
const { fetchImage, forget, forgetPending, learn, peek, unwant, want } = await import('../site/state/catalogue.js');

let fresh = 0;
const ids = (many) => Array.from({ length: many }, () => (fresh += 1));

beforeEach(() => {
  asked = [];
});

test('pictures that are wanted together are fetched together', async () => {
  const some = ids(40);
  want(some);
  want(some);
  await pause(60);
  assert.deepEqual(asked, [some]);
  assert.equal(peek(some[7]).id, some[7]);
});

test('a long list is fetched in several requests', async () => {
  want(ids(250));
  await pause(80);
  assert.deepEqual(asked.map(({ length }) => length), [100, 100, 50]);
});

test('known pictures are not fetched', async () => {
  const [id] = ids(1);
  learn([{ id, status: 'indexed', name: 'a' }]);
  assert.equal((await fetchImage(id)).name, 'a');
  assert.equal(asked.length, 0);
});

test('pictures that have left the screen are not fetched', async () => {
  const [first, second] = ids(2);
  want([first, second]);
  unwant([first]);
  await pause(60);
  assert.deepEqual(asked, [[second]]);
});

test('a picture that is gone is null', async () => {
  const [id] = ids(1);
  const usual = answer;
  answer = () => Response.json({ items: [] });
  assert.equal(await fetchImage(id), null);
  answer = usual;
});

test('a failed request rejects its callers, and the next call asks again', async () => {
  const [id] = ids(1);
  const usual = answer;
  answer = () => Response.json({ detail: 'Broken.' }, { status: 500 });
  await assert.rejects(fetchImage(id), { message: 'Broken.' });
  answer = usual;
  assert.equal((await fetchImage(id)).id, id);
});

test('only what was waiting is forgotten when the index moves', () => {
  const [waiting, done] = ids(2);
  learn([{ id: waiting, status: 'pending' }, { id: done, status: 'indexed' }]);
  forgetPending();
  assert.equal(peek(waiting), undefined);
  assert.equal(peek(done).id, done);
  forget([done]);
  assert.equal(peek(done), undefined);
});

test('memory stays flat', () => {
  const many = ids(10_000);
  learn(many.map((id) => ({ id, status: 'indexed' })));
  assert.equal(peek(many[0]), undefined);
  assert.ok(peek(many.at(-1)));
});
