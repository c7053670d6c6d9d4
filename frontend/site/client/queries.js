// What is searched by: pictures of the library (their ids stand in the address bar) and files of this visit (under a short key).

import { signal } from '../lib/signal.js';
import { thumbnailUrl } from './api.js';

const mostFiles = 200;
const files = new Map();
let lastKey = 0;

/** The steps of a search, oldest first: [{image} | {file}, ...] with `crop` as text. */
export const trail = signal([]);

/** Several query pictures given at once: their keys, to switch between. */
export const strip = signal([]);

/** Keeps a file as a query; gives its key for the address bar. */
export function keepFile(file) {
  lastKey += 1;
  const key = `f${lastKey}`;
  files.set(key, { file, url: URL.createObjectURL(file) });
  if (files.size > mostFiles) {
    const [oldest, { url }] = files.entries().next().value;
    URL.revokeObjectURL(url);
    files.delete(oldest);
  }
  return key;
}

/** {file, url} of a key; undefined after the page was loaded anew. */
export function fileOf(key) {
  return files.get(key);
}

/** The address of a small picture of a query; empty where its file is gone. */
export function queryUrl({ image, file }) {
  return image ? thumbnailUrl(image, 100, 1) : fileOf(file)?.url ?? '';
}

const longest = 12;
const same = (a, b) => a.image === b.image && a.file === b.file;

/** Notes a step: one that is on the trail already stays where it is, a new one follows the last. */
export function step(query) {
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
