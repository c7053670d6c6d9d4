// What holds for every file of the site, read as text.

import assert from 'node:assert/strict';
import { existsSync, readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { files, graphOf, importsOf, laterImportsOf, read, site, withEnding } from './modules.js';

test('every import names a file that is there', () => {
  for (const file of withEnding('.js')) {
    for (const path of [...importsOf(file), ...laterImportsOf(file)]) {
      assert.ok(path.startsWith(site) && existsSync(path), `${relative(site, file)}: ${path}`);
    }
  }
});

test('every component has its style sheet in one of the two lists', () => {
  const lists = ['index', 'dialogs'].map((name) => read(join(site, `styles/${name}.css`)));
  for (const file of withEnding('.css').filter((each) => each.includes('components'))) {
    const path = relative(join(site, 'styles'), file);
    assert.equal(lists.filter((list) => list.includes(`@import "${path}" layer(components);`)).length, 1, path);
  }
});

test('every component is imported, at once or when it is needed', () => {
  const later = laterImportsOf(join(site, 'components/dialogs.js'));
  const first = graphOf(join(site, 'app.js'));
  const reachable = new Set(first);
  later.forEach((file) => graphOf(file, reachable));
  const defining = withEnding('.js').filter((file) => read(file).includes('customElements.define('));
  assert.ok(defining.length > 20 && later.length === 10);
  assert.deepEqual(defining.filter((file) => !reachable.has(file)), []);
  assert.deepEqual(later.filter((file) => first.has(file)), []);
});

test('the page announces exactly the modules that its first screen needs', () => {
  const announced = [...read(join(site, 'index.html')).matchAll(/<link rel="modulepreload" href="([^"]+)">/g)].map(([, path]) => path);
  const needed = [...graphOf(join(site, 'app.js'))].map((file) => `/${relative(site, file)}`).filter((path) => path !== '/app.js');
  assert.deepEqual(announced, needed.sort());
});

test('nothing needs what the content security policy forbids', () => {
  for (const file of withEnding('.js', '.html')) {
    const text = read(file);
    assert.doesNotMatch(text, /\sstyle="|\son[a-z]+="|javascript:|\beval\(|new Function/, file);
    assert.doesNotMatch(text, /<script(?![^>]*\ssrc=)/, file);
  }
  for (const file of withEnding('.js').filter((each) => !each.endsWith('lib/html.js'))) {
    assert.doesNotMatch(read(file), /innerHTML|outerHTML|insertAdjacentHTML|document\.write/, file);
  }
});

test('no address leads off the origin', () => {
  for (const file of files) {
    const addresses = read(file).match(/(?:https?:)?\/\/[a-z0-9-]+\.[a-z]{2,}[^\s"'`)]*/gi) ?? [];
    assert.deepEqual(addresses.filter((address) => !address.includes('www.w3.org')), [], file);
  }
});

test('no folder of the site is named like a proxied path', () => {
  const proxied = ['api', 'images', 'search', 'stats', 'swagger', 'openapi', 'health', 'metrics'];
  assert.deepEqual(readdirSync(site).filter((name) => proxied.includes(name)), []);
});

test('colours are in the tokens alone', () => {
  for (const file of withEnding('.css').filter((each) => !each.endsWith('tokens.css'))) {
    assert.doesNotMatch(read(file).replaceAll(/#000\b/g, ''), /#[0-9a-f]{3,8}\b/i, file);
    assert.doesNotMatch(read(file), /--(?:grey|blue|red|amber|green)-/, file);
  }
});

test('no line is longer than 140 characters', () => {
  const folder = fileURLToPath(new URL('.', import.meta.url));
  const tests = readdirSync(folder).map((name) => join(folder, name));
  for (const file of [...withEnding('.js', '.css', '.html'), ...tests]) {
    const long = read(file).split('\n').flatMap((line, at) => (line.length > 140 ? [at + 1] : []));
    assert.deepEqual(long, [], relative(site, file));
  }
});

test('no file is longer than 150 lines', () => {
  const long = withEnding('.js').filter((file) => read(file).split('\n').length > 151);
  assert.deepEqual(long.map((file) => relative(site, file)), []);
});
