import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setImmediate as turn } from 'node:timers/promises';
import { TaskQueue } from '../site/lib/task-queue.js';

function controlled() {
  const task = { started: false };
  task.promise = new Promise((resolve, reject) => Object.assign(task, { resolve, reject }));
  task.work = (signal) => {
    task.started = true;
    task.signal = signal;
    signal.addEventListener('abort', () => task.reject(signal.reason));
    return task.promise;
  };
  return task;
}

test('no more than the given number run at once, and the next starts when one ends', async () => {
  const queue = new TaskQueue({ concurrency: 3 });
  const tasks = Array.from({ length: 5 }, controlled);
  const outcomes = tasks.map(({ work }) => queue.add(work));
  assert.deepEqual(tasks.map(({ started }) => started), [true, true, true, false, false]);
  tasks[1].resolve('second');
  assert.equal(await outcomes[1], 'second');
  await turn();
  assert.deepEqual(tasks.map(({ started }) => started), [true, true, true, true, false]);
  tasks.forEach(({ resolve }) => resolve());
  await Promise.all(outcomes);
  assert.equal(queue.size, 0);
});

test('a failure is the outcome of its own task alone', async () => {
  const queue = new TaskQueue({ concurrency: 1 });
  const bad = queue.add(async () => {
    throw new Error('bad');
  });
  const good = queue.add(async () => 'good');
  await assert.rejects(bad, /bad/);
  assert.equal(await good, 'good');
});

test('a task is tried again as long as delay says so', async () => {
  const seen = [];
  const queue = new TaskQueue({ concurrency: 1, attempts: 5, delay: (error, attempt) => (seen.push(attempt), 0) });
  let calls = 0;
  const outcome = await queue.add(async () => {
    calls += 1;
    if (calls < 3) {
      throw new Error('busy');
    }
    return calls;
  });
  assert.equal(outcome, 3);
  assert.deepEqual(seen, [1, 2]);
});

test('it gives up after the last attempt, and at once where delay is null', async () => {
  let calls = 0;
  const fail = async () => {
    calls += 1;
    throw new Error('busy');
  };
  await assert.rejects(new TaskQueue({ concurrency: 1, attempts: 3, delay: () => 0 }).add(fail), /busy/);
  assert.equal(calls, 3);
  await assert.rejects(new TaskQueue({ concurrency: 1, attempts: 3, delay: () => null }).add(fail), /busy/);
  assert.equal(calls, 4);
});

test('abort ends what runs and what waits, and the queue works again afterwards', async () => {
  const queue = new TaskQueue({ concurrency: 1, attempts: 9, delay: () => 60_000 });
  const running = controlled();
  const outcomes = [queue.add(running.work), queue.add(async () => 'never')];
  queue.abort();
  for (const { status, reason } of await Promise.allSettled(outcomes)) {
    assert.equal(status, 'rejected');
    assert.equal(reason.name, 'AbortError');
  }
  assert.equal(running.signal.aborted, true);
  assert.equal(await queue.add(async () => 'again'), 'again');
});

test('abort ends the pause before another attempt', async () => {
  const queue = new TaskQueue({ concurrency: 1, attempts: 9, delay: () => 60_000 });
  const outcome = queue.add(async () => {
    throw new Error('busy');
  });
  await turn();
  queue.abort();
  await assert.rejects(outcome, { name: 'AbortError' });
});
