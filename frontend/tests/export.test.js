import assert from 'node:assert/strict';
import { test } from 'node:test';
import { toCsv, toJson } from '../site/actions/export.js';

const result = (name, category = null) => ({
  rank: 1,
  similarity: 0.5,
  distance: 1,
  image: { id: 7, name, category, tags: ['a', 'b'], width: 10, height: 20, bytes: 30, sha256: 'ff' },
});

test('a name with commas, quotes and line ends stays one cell', () => {
  const [header, line, rest] = toCsv([result('a,"b".jpg')]).split('\r\n');
  assert.ok(header.startsWith('rank,id,name,similarity'));
  assert.equal(line, '1,7,"a,""b"".jpg",0.5,1,,a b,10,20,30,ff');
  assert.equal(rest, '');
});

test('a name that a spreadsheet would run as a formula is only text', () => {
  for (const name of ['=1+1', '+1', '-1', '@x']) {
    assert.ok(toCsv([result(name)]).includes(`,'${name},`));
  }
});

test('JSON holds what the service gave', () => {
  assert.deepEqual(JSON.parse(toJson([result('a')])), [result('a')]);
});
