// The direction of the imports: app.js -> components -> actions -> state -> service -> lib, without cycles.

import assert from 'node:assert/strict';
import { relative } from 'node:path';
import { test } from 'node:test';
import { codeOf, importsOf, laterImportsOf, site, withEnding } from './modules.js';

const layers = ['app.js', 'components', 'actions', 'state', 'service', 'lib'];
const nameOf = (file) => relative(site, file);
const layerOf = (name) => layers.indexOf(name.split('/')[0]);

/** Map of a module's name -> the names of the modules that it imports, at once or later. */
const graph = new Map(withEnding('.js').map((file) => [nameOf(file), [...importsOf(file), ...laterImportsOf(file)].map(nameOf)]));

/** The first cycle found from a module, as the names along it; null where there is none. */
function cycleFrom(name, path, done) {
  if (path.includes(name)) {
    return [...path.slice(path.indexOf(name)), name];
  }
  if (done.has(name)) {
    return null;
  }
  for (const next of graph.get(name) ?? []) {
    const cycle = cycleFrom(next, [...path, name], done);
    if (cycle) {
      return cycle;
    }
  }
  done.add(name);
  return null;
}

test('every module lies in a layer', () => {
  assert.deepEqual([...graph.keys()].filter((name) => layerOf(name) < 0), []);
  for (const layer of layers) {
    assert.ok([...graph.keys()].some((name) => name.split('/')[0] === layer), layer);
  }
});

test('every import is one that this test reads', () => {
  for (const file of withEnding('.js')) {
    const statements = codeOf(file).match(/^import\b|\bimport\(|^export [^=]* from\b/gm) ?? [];
    assert.equal(importsOf(file).length + laterImportsOf(file).length, statements.length, nameOf(file));
  }
});

test('a module imports from its own layer and from those below', () => {
  const upward = [...graph].flatMap(([name, imports]) =>
    imports.filter((each) => layerOf(each) < layerOf(name)).map((each) => `${name} -> ${each}`));
  assert.deepEqual(upward, []);
});

test('the imports have no cycle', () => {
  const done = new Set();
  assert.deepEqual([...graph.keys()].map((name) => cycleFrom(name, [], done)).filter(Boolean), []);
});

test('no module reaches into a component by selector', () => {
  const definition = /customElements\.define\('([^']+)'/g;
  const names = withEnding('.js').flatMap((file) => [...codeOf(file).matchAll(definition)].map(([, name]) => name));
  assert.ok(names.length > 20);
  const some = `\\([^)]*\\b(?:main|[a-z{}.$]+-view|${names.join('|')})\\b`;
  // A component may select among its own children.
  const ofComponents = new RegExp(`document\\.querySelector(?:All)?${some}`);
  const ofOthers = new RegExp(`(?:querySelector(?:All)?|closest|matches|find)${some}`);
  for (const file of withEnding('.js').filter((each) => nameOf(each) !== 'app.js')) {
    assert.doesNotMatch(codeOf(file), nameOf(file).startsWith('components/') ? ofComponents : ofOthers, nameOf(file));
  }
});
