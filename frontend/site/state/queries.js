// What is searched by: pictures of the library (their ids stand in the address bar) and files of this visit (under a short key).

import { keepLast, recallLast } from './kept-file.js';
import { signal } from '../lib/signal.js';
import { thumbnailUrl } from '../service/addresses.js';

const mostFiles = 200;
const files = new Map();
// Another tab, and this one after a reload, must not use a key again for another file.
const visit = Date.now().toString(36);
let lastKey = 0;

/** The steps of a search, oldest first: [{image} | {file}, ...] with `crop` as text. */
export const trail = signal([]);

/** Several query pictures given at once: their keys, to switch between. */
export const strip = signal([]);

function hold(key, file) {
  files.set(key, { file, url: URL.createObjectURL(file) });
  if (files.size > mostFiles) {
    const [oldest, { url }] = files.entries().next().value;
    URL.revokeObjectURL(url);
    files.delete(oldest);
  }
}

/** Keeps a file as a query; gives its key for the address bar. */
export function keepFile(file) {
  lastKey += 1;
  const key = `${visit}-${lastKey}`;
  hold(key, file);
  return key;
}

/** Takes up the file of an address after a reload, where it is the last one that was searched by. */
export async function restoreFile(key) {
  const file = await recallLast(key);
  if (file) {
    hold(key, file);
  }
}

/** {file, url} of a key; undefined where it belongs to an earlier visit. */
export function fileOf(key) {
  return files.get(key);
}

/** The address of a small picture of a query; empty where its file is gone. */
export function queryUrl({ image, file }) {
  return image ? thumbnailUrl(image, 100, 1) : fileOf(file)?.url ?? '';
}

const longest = 12;
const same = (a, b) => a.image === b.image && a.file === b.file;

let kept;

/** What is searched by now is there again after a reload; whoever searches by something else leaves nothing behind. */
function keepForReload(key = null) {
  if (key !== kept) {
    kept = key;
    keepLast(key, fileOf(key)?.file ?? null);
  }
}

/** Notes a step: one that is on the trail already stays where it is, a new one follows the last. */
export function step(query) {
  keepForReload(query.file);
  const at = trail.value.findIndex((each) => same(each, query));
  if (at >= 0) {
    trail.value = trail.value.map((each, index) => (index === at ? query : each));
  } else {
    trail.value = [...trail.value, query].slice(-longest);
  }
}

/** Starts a new trail; `given` are the keys of pictures that came together. */
export function startTrail(given = []) {
  trail.value = [];
  strip.value = given.length > 1 ? given : [];
}

/** The parameters of the address bar for a query. */
export function paramsOf({ image, file, crop }) {
  return { image: image ?? null, file: file ?? null, crop: crop || null };
}
