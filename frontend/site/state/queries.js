// The queries of searches: pictures of the library by their ids, and files of this visit under short keys for the address bar.

import { keepLast, recallLast } from './kept-file.js';
import { signal } from '../lib/signal.js';
import { thumbnailUrl } from '../service/addresses.js';

const mostFiles = 200;
const files = new Map();
// Makes keys unique across tabs and reloads.
const visit = Date.now().toString(36);
let lastKey = 0;

/** The steps of a search, oldest first: [{image} | {file}, ...] with `crop` as text. */
export const trail = signal([]);

/** The keys of several query pictures that came together, to switch between. */
export const strip = signal([]);

function hold(key, file) {
  files.set(key, { file, url: URL.createObjectURL(file) });
  if (files.size > mostFiles) {
    const [oldest, { url }] = files.entries().next().value;
    URL.revokeObjectURL(url);
    files.delete(oldest);
  }
}

/** Keeps a file as a query and returns its key for the address bar. */
export function keepFile(file) {
  lastKey += 1;
  const key = `${visit}-${lastKey}`;
  hold(key, file);
  return key;
}

/** Restores the file of an address after a reload, if it was the last query. */
export async function restoreFile(key) {
  const file = await recallLast(key);
  if (file) {
    hold(key, file);
  }
}

/** {file, url} of a key; undefined where the key belongs to an earlier visit. */
export function fileOf(key) {
  return files.get(key);
}

/** The address of a small picture of a query; empty where the file is no longer there. */
export function queryUrl({ image, file }) {
  return image ? thumbnailUrl(image, 100, 1) : fileOf(file)?.url ?? '';
}

const longest = 12;
const same = (a, b) => a.image === b.image && a.file === b.file;

let kept;

/** Keeps the file of the present query for a reload. Any other query clears it. */
function keepForReload(key = null) {
  if (key !== kept) {
    kept = key;
    keepLast(key, fileOf(key)?.file ?? null);
  }
}

/** Adds a query to the trail, or updates it where it is already there. */
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
