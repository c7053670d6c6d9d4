// Tries a new, empty ImageSearch through the address of its page: the page itself, an upload and a search.
// node ask.mjs ADDRESS PICTURE OTHER-PICTURE

import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

const [address, ...pictures] = process.argv.slice(2);

async function ask(path, options) {
  const response = await fetch(new URL(path, address), { ...options, signal: AbortSignal.timeout(30_000) });
  if (!response.ok) throw new Error(`${path} answers ${response.status}: ${await response.text()}`);
  return response;
}

async function form(part, paths) {
  const body = new FormData();
  for (const path of paths) body.append(part, new Blob([await readFile(path)]), basename(path));
  return { method: 'POST', body };
}

function expect(holds, words) {
  if (!holds) throw new Error(words);
  console.log(`  ${words}`);
}

async function untilIndexed(count) {
  for (const end = Date.now() + 60_000; Date.now() < end; await wait(200)) {
    const index = await (await ask('/api/v1/index')).json();
    if (index.indexed === count) return;
    if (index.failed > 0) throw new Error('a picture could not be embedded');
  }
  throw new Error('the pictures were not embedded within a minute');
}

const page = await ask('/');
expect((await page.text()).includes('app.js') && page.headers.has('content-security-policy'), 'the page is served');
expect((await ask('/app.js')).headers.get('content-type').startsWith('text/javascript'), 'its modules are served');

const uploaded = await (await ask('/api/v1/images', await form('files', pictures))).json();
expect(uploaded.added === pictures.length, `${pictures.length} pictures are added`);
await untilIndexed(pictures.length);

const found = await (await ask('/api/v1/search', await form('file', [pictures[0]]))).json();
const [first, second] = found.results;
expect(first.image.id === uploaded.results[0].image.id && first.similarity > 0.999 && second.similarity < first.similarity,
  `the picture that was asked for comes first (${first.similarity.toFixed(3)}, then ${second.similarity.toFixed(3)})`);
expect((await ask(first.image.thumbnailUrl)).headers.get('content-type').startsWith('image/'), 'its thumbnail is served');
