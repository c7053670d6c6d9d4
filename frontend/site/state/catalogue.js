// What the page knows of single pictures. They are fetched in batches, and the most recent ones are kept.

import { signal } from '../lib/signal.js';
import { getImages } from '../service/api.js';

const most = 3000;
const batch = 100;
const known = new Map();
const wanted = new Map();
let timer = null;

/** Counts up whenever a known picture changed. */
export const catalogueChanged = signal(0);

function announce() {
  catalogueChanged.value += 1;
}

/** The image if it is known, else undefined. */
export function peek(id) {
  return known.get(id);
}

function keep(image) {
  known.delete(image.id);
  known.set(image.id, image);
  if (known.size > most) {
    known.delete(known.keys().next().value);
  }
}

/** Remembers images that came with another answer. */
export function learn(images) {
  images.forEach(keep);
  announce();
}

/** Forgets images. They are fetched again when they are next shown. */
export function forget(ids) {
  ids.forEach((id) => known.delete(id));
  announce();
}

function pending() {
  return [...known.values()].filter(({ status }) => status === 'pending');
}

/** Whether any known image was waiting to be embedded when it was fetched. */
export function hasPending() {
  return pending().length > 0;
}

/** Forgets the images that were waiting to be embedded when they were fetched. */
export function forgetPending() {
  const waiting = pending();
  if (waiting.length > 0) {
    forget(waiting.map(({ id }) => id));
  }
}

async function ask() {
  timer = null;
  const asked = [...wanted].slice(0, batch);
  asked.forEach(([id]) => wanted.delete(id));
  if (wanted.size > 0) {
    timer = setTimeout(ask, 0);
  }
  const ids = asked.map(([id]) => id);
  try {
    const images = await getImages(ids);
    learn(images);
    asked.forEach(([id, waiting]) => waiting.forEach(({ resolve }) => resolve(known.get(id) ?? null)));
  } catch (problem) {
    asked.forEach(([, waiting]) => waiting.forEach(({ reject }) => reject(problem)));
  }
}

/** The image with this id, or null where it does not exist. */
export function fetchImage(id) {
  if (known.has(id)) {
    return Promise.resolve(known.get(id));
  }
  return new Promise((resolve, reject) => {
    wanted.set(id, [...(wanted.get(id) ?? []), { resolve, reject }]);
    timer ??= setTimeout(ask, 30);
  });
}

/** Fetches the images that are not known. catalogueChanged tells when they have come. */
export function want(ids) {
  for (const id of ids) {
    if (!known.has(id) && !wanted.has(id)) {
      fetchImage(id).catch(() => {});
    }
  }
}

/** Takes back requests that are still waiting, for pictures that have left the screen. */
export function unwant(ids) {
  for (const id of ids) {
    if (wanted.get(id)?.length === 1) {
      wanted.get(id)[0].resolve(null);
      wanted.delete(id);
    }
  }
}
