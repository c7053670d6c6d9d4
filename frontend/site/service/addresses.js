// The addresses below the service's root, for requests, pictures and downloads.

import { query } from './http.js';

export const root = '/api/v1';

export const eventsUrl = `${root}/events`;

/** Uploads are posted here. */
export const imagesUrl = `${root}/images`;

export const contentUrl = (id) => `${root}/images/${id}/content`;

/** The pictures that pass the filter, as a file in the format "csv" or "json". */
export const exportUrl = (filter, format) => `${root}/images/export${query({ ...filter, format })}`;

const sizes = [100, 200, 400, 800];

/** The thumbnail that is sharp in a box whose longer side has this many CSS pixels. */
export function thumbnailUrl(id, longerSide, density = globalThis.devicePixelRatio ?? 1) {
  // Enlarging a thumbnail by a fifth is not visible, and saves a size in many walls.
  const wanted = (longerSide * Math.min(density, 2)) / 1.2;
  const size = sizes.find((each) => each >= wanted) ?? sizes.at(-1);
  return `${root}/images/${id}/thumbnail?size=${size}`;
}
