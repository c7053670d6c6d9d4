import assert from 'node:assert/strict';
import { test } from 'node:test';
import { tasks } from '../site/components/progress-tray/tasks.js';
import { describeStatus } from '../site/state/status.js';

const idle = { indexed: 4210, pending: 0, failed: 0, done: 0, total: 0 };
const busy = { indexed: 412, pending: 688, failed: 0, done: 312, total: 1000, ratePerSecond: 18, etaSeconds: 38 };
const moving = (indexed, total) => ({ space: 'a', building: { space: 'b', model: 'resnet50', indexed, total } });
const nothing = { total: 0, added: 0, duplicates: 0, active: [], rejected: [], startedAt: 0 };

test('the pill says what matters most', () => {
  assert.equal(describeStatus(idle, null, 'online').text, '4,210 indexed');
  assert.equal(describeStatus(idle, { builtIn: true }, 'online').text, '4,210 indexed · small built-in model');
  assert.equal(describeStatus(busy, null, 'online').text, 'embedding 312 of 1,000');
  assert.equal(describeStatus(idle, moving(312, 1000), 'online').text, 'moving to resnet50 312 of 1,000');
  assert.equal(describeStatus(idle, moving(0, 0), 'online').fraction, 0);
  assert.equal(describeStatus(busy, null, 'offline').text, 'offline');
  assert.equal(describeStatus(null, null, 'connecting').text, 'connecting');
});

test('a missing model comes first, until the library moves to another', () => {
  assert.equal(describeStatus(busy, { modelProblem: 'It is gone.' }, 'online').text, 'the model is missing');
  assert.equal(describeStatus(idle, { modelProblem: 'It is gone.', ...moving(5, 10) }, 'online').text, 'moving to resnet50 5 of 10');
  assert.deepEqual(tasks(nothing, busy, new Map(), new Map(), 'online', { modelProblem: 'It is gone.' }), []);
});

test('a model that is fetched before the library moves is told in bytes, what was given up with its reason', () => {
  const job = {
    id: 9, kind: 'space', model: 'zoo', state: 'running', unit: 'bytes',
    progress: 50, current: 49e6, total: 98e6, failures: 0, ratePerSecond: 1e6,
  };
  const [fetching] = tasks(nothing, idle, new Map([[9, job]]), new Map(), 'online', null);
  assert.equal(fetching.title, 'Fetching zoo');
  assert.match(fetching.text, /MB of .*MB · .*MB a second/);
  const cancelled = { ...job, state: 'cancelled', problem: 'No room.', finishedAt: new Date(Date.now() + 1000).toISOString() };
  const [over] = tasks(nothing, idle, new Map([[9, cancelled]]), new Map(), 'online', null);
  assert.deepEqual([over.isFailed, over.text], [false, 'Cancelled · No room.']);
});

test('the pill has a short form for a phone', () => {
  assert.equal(describeStatus(idle, { builtIn: true }, 'online').short, '4,210 indexed');
  assert.equal(describeStatus(busy, null, 'online').short, '312 of 1,000');
  assert.equal(describeStatus(idle, moving(1, 2), 'online').short, '1 of 2');
});

test('the pill names the activity that people wait for, and the tray lists all', () => {
  const space = [9, { id: 9, kind: 'space', state: 'running', progress: 50, current: 5, total: 10, failures: 0 }];
  assert.equal(describeStatus(busy, moving(5, 10), 'online').text, 'embedding 312 of 1,000');
  const list = tasks(nothing, busy, new Map([space]), new Map(), 'online', moving(5, 10));
  assert.deepEqual(list.map(({ title }) => title), ['Embedding', 'Moving to resnet50']);
});

test('the pill and the tray say that searches wait for the embedding', () => {
  const rebuilding = { space: 'a', building: { space: 'a', model: 'resnet50', indexed: 40, total: 1000 } };
  assert.equal(describeStatus(busy, rebuilding, 'online').text, 'embedding again 40 of 1,000');
  const [task] = tasks(nothing, busy, new Map(), new Map(), 'online', rebuilding);
  assert.equal(task.title, 'Embedding again');
  assert.match(task.text, /searches wait/);
});

test('the tray is empty when nothing is going on', () => {
  assert.deepEqual(tasks(nothing, idle, new Map(), new Map(), 'online'), []);
  assert.deepEqual(tasks(nothing, null, new Map(), new Map(), 'connecting'), []);
});

test('embedding shows count, rate and time left', () => {
  const [task] = tasks(nothing, busy, new Map(), new Map(), 'online');
  assert.equal(task.text, '312 of 1,000 · 18 a second · 40 seconds left');
  assert.equal(task.fraction, 0.312);
});

test('an upload that is over says what became of the files, and offers to repeat only what can succeed', () => {
  const rejected = [{ file: null, name: '<b>', reason: 'No.' }, { file: {}, name: 'b', reason: 'Busy.' }];
  const over = { ...nothing, total: 4, added: 1, duplicates: 1, rejected };
  const [task] = tasks(over, idle, new Map(), new Map(), 'online');
  assert.equal(task.isOver, true);
  assert.equal(task.text, '1 added · 1 already there · 2 not taken');
  assert.equal(task.retry, true);
  assert.ok(String(task.more).includes('&lt;b&gt;'));
  assert.equal(tasks({ ...over, rejected: over.rejected.slice(0, 1), total: 3 }, idle, new Map(), new Map(), 'online')[0].retry, false);
});

test('an upload without a service says that it waits', () => {
  const [task] = tasks({ ...nothing, total: 3, added: 1 }, idle, new Map(), new Map(), 'offline');
  assert.equal(task.text, '1 of 3 · waiting for the service');
});

test('a running job can be seen, one that ended before the page was opened cannot', () => {
  const job = (id, state, finishedAt = null) =>
    [id, { id, kind: 'index', state, progress: 50, current: 5, total: 10, failures: 0, finishedAt }];
  const jobs = new Map([job(1, 'running'), job(2, 'completed', '2020-01-01T00:00:00Z'), job(3, 'failed', '2999-01-01T00:00:00Z')]);
  const list = tasks(nothing, idle, jobs, new Map(), 'online');
  assert.deepEqual(list.map(({ key, isOver }) => [key, isOver]), [['job-1', false], ['job-3', true]]);
  assert.equal(list[0].text, '5 of 10');
});

const over = (kind, failures) => ({ id: 7, kind, state: 'completed', progress: 100, failures, finishedAt: '2999-01-01T00:00:00Z' });

test('a job that is over tells what failed, escaped, and offers the rest', () => {
  const failures = new Map([[7, { items: [{ name: '<b>.jpg', problem: 'The picture is cut off.' }], total: 120, nextCursor: '50' }]]);
  const [task] = tasks(nothing, idle, new Map([[7, over('import', 120)]]), failures, 'online');
  assert.equal(task.text, 'Finished · 120 failures');
  assert.match(String(task.more), /&lt;b&gt;\.jpg<\/b> The picture is cut off\./);
  assert.match(String(task.more), /Show more of 120/);
});

test('an import that is over tells what became of the files', () => {
  const result = { added: 1200, unchanged: 3, moved: 0, duplicates: 2, vanished: 1, failed: 0 };
  const textOf = (job) => tasks(nothing, idle, new Map([[7, job]]), new Map(), 'online')[0].text;
  assert.equal(
    textOf({ ...over('import', 1), result }),
    '1,200 added · 3 unchanged · 2 already there · 1 no longer in the folder · 1 failure',
  );
  assert.equal(textOf({ ...over('import', 0), result: { added: 0, unchanged: 0 } }), 'No pictures there');
  assert.equal(textOf(over('import', 0)), 'Finished');
  assert.equal(textOf({ ...over('import', 0), state: 'cancelled' }), 'Cancelled');
  assert.equal(textOf({ ...over('space', 0), result: { count: 5, space: 'a' } }), 'Finished');
});

test('a job that did not finish says why', () => {
  const job = { ...over('model-pull', 0), state: 'failed', problem: 'No source gave it.' };
  const [task] = tasks(nothing, idle, new Map([[7, job]]), new Map(), 'online');
  assert.equal(task.text, 'Did not finish · No source gave it.');
});

test('only pictures of the library can be tried again', () => {
  const retryOf = (job) => tasks(nothing, idle, new Map([[7, job]]), new Map(), 'online')[0].retry;
  assert.equal(retryOf(over('index', 2)), true);
  assert.equal(retryOf(over('index', 0)), false);
  assert.equal(retryOf(over('import', 2)), false);
  assert.equal(retryOf({ ...over('index', 2), state: 'running' }), false);
});
