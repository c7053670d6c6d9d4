// What holds for every file of the site, read as text.

import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

const site = fileURLToPath(new URL('../site', import.meta.url));
const files = readdirSync(site, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map((entry) => join(entry.parentPath ?? entry.path, entry.name));
const read = (file) => readFileSync(file, 'utf8');
const withEnding = (...endings) => files.filter((file) => endings.some((ending) => file.endsWith(ending)));

const importsOf = (file) =>
  [...read(file).matchAll(/^(?:import|\} from|.* from) '([^']+)';$/gm)].map(([, path]) => join(dirname(file), path));

/** The file and everything that it needs before it runs. */
function graphOf(file, seen = new Set()) {
  if (!seen.has(file)) {
    seen.add(file);
    importsOf(file).forEach((each) => graphOf(each, seen));
  }
  return seen;
}

test('every import names a file that is there', () => {
  for (const file of withEnding('.js')) {
    for (const path of importsOf(file)) {
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

test('every component is brought in: at once, or when it is needed', () => {
  const later = [...read(join(site, 'lib/dialog.js')).matchAll(/'([a-z]+-[a-z]+)'/g)].map(([, name]) => join(site, `components/${name}/${name}.js`));
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

test('colours stand in the tokens alone', () => {
  for (const file of withEnding('.css').filter((each) => !each.endsWith('tokens.css'))) {
    assert.doesNotMatch(read(file).replaceAll(/#000\b/g, ''), /#[0-9a-f]{3,8}\b/i, file);
    assert.doesNotMatch(read(file), /--(?:grey|blue|red|amber|green)-/, file);
  }
});

test('no file has grown past a hundred and fifty lines', () => {
  const long = withEnding('.js').filter((file) => read(file).split('\n').length > 151);
  assert.deepEqual(long.map((file) => relative(site, file)), []);
});
