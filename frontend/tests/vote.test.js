import assert from 'node:assert/strict';
import { test } from 'node:test';
import { voteCategory } from '../site/actions/vote.js';

const hit = (category, similarity) => ({ image: { category }, similarity });

test('near neighbours outweigh many far ones', () => {
  assert.equal(voteCategory([hit('dress', 0.95), hit('shirt', 0.5), hit('shirt', 0.5), hit('shirt', 0.5)]), 'dress');
  assert.equal(voteCategory([hit('dress', 0.8), hit('shirt', 0.7), hit('shirt', 0.7)]), 'shirt');
});

test('neighbours without a category give no suggestion, nor does an empty list', () => {
  assert.equal(voteCategory([]), null);
  assert.equal(voteCategory([hit(null, 0.99), hit(null, 0.98)]), null);
  assert.equal(voteCategory([hit(null, 0.99), hit('shoe', 0.2)]), 'shoe');
  assert.equal(voteCategory([hit('dress', 0)]), null);
});
