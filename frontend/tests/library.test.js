import assert from 'node:assert/strict';
import { mock, test } from 'node:test';

import { learn, peek } from '../site/state/catalogue.js';
import { startLibrary } from '../site/state/library.js';
import { indexing } from '../site/state/live.js';

const idle = { indexed: 1, pending: 0, failed: 0 };

test('a picture that looks pending is fetched again when none is pending', () => {
  globalThis.fetch = async () => Response.json({ items: [], ids: [], aspects: [], total: 0 });
  mock.timers.enable({ apis: ['setTimeout'] });
  startLibrary();
  indexing.value = idle;

  learn([{ id: 1, status: 'pending' }, { id: 2, status: 'indexed' }]);
  assert.equal(peek(1).status, 'pending');
  mock.timers.tick(1000);

  assert.equal(peek(1), undefined);
  assert.equal(peek(2).status, 'indexed');
  mock.timers.reset();
});

test('a pending picture is left alone while others are pending', () => {
  mock.timers.enable({ apis: ['setTimeout'] });
  indexing.value = { ...idle, pending: 3 };

  learn([{ id: 3, status: 'pending' }]);
  mock.timers.tick(1000);

  assert.equal(peek(3).status, 'pending');
  mock.timers.reset();
});
