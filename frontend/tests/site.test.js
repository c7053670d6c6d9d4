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

test('every import names a file that is there', () => {
  for (const file of withEnding('.js')) {
    for (const [, path] of read(file).matchAll(/^(?:import|\} from|.* from) '([^']+)';$/gm)) {
      assert.ok(path.startsWith('.') && existsSync(join(dirname(file), path)), `${relative(site, file)}: ${path}`);
    }
  }
});

test('every component has its style sheet in the list', () => {
  const list = read(join(site, 'styles/index.css'));
  for (const file of withEnding('.css').filter((each) => each.includes('components'))) {
    assert.ok(list.includes(relative(join(site, 'styles'), file)), file);
  }
});

test('every component is brought in: at once, or as a dialog when it is needed', () => {
  const list = read(join(site, 'components/index.js'));
  const dialogs = read(join(site, 'lib/dialog.js'));
  const defining = withEnding('.js').filter((file) => read(file).includes('customElements.define('));
  assert.ok(defining.length > 20);
  for (const file of defining) {
    const path = relative(join(site, 'components'), file);
    const isDialog = read(file).includes('extends ModalDialog');
    assert.equal(list.includes(`import './${path}';`), !isDialog, file);
    assert.equal(dialogs.includes(`'${path.split('/')[0]}'`), isDialog, file);
  }
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
