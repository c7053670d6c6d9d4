// The service's endpoints, one function each. Each may throw a Problem.

import { root } from './addresses.js';
import { query, request } from './http.js';

/** {total, ids, aspects} of every picture that passes the filter, in the order of the wall. */
export const getLayout = (filter, signal) => request(`${root}/images/layout${query(filter)}`, { signal });

/** The images with these ids (200 at most). The answer leaves out those that are gone. */
export const getImages = async (ids, signal) => (await request(`${root}/images?ids=${ids.join(',')}`, { signal })).items;

export const getImage = (id, signal) => request(`${root}/images/${id}`, { signal });

export const patchImage = (id, changes) => request(`${root}/images/${id}`, { method: 'PATCH', json: changes });

const bulk = (action) => (ids, more = {}) => request(`${root}/images/${action}`, { method: 'POST', json: { ids, ...more } });

/** Each takes ids and returns {changed, missing}. */
export const deleteImages = bulk('delete');
export const categorizeImages = bulk('categorize');
export const tagImages = bulk('tag');
export const renameImages = bulk('rename');
export const retryImages = bulk('retry');
export const categorizeFromNames = (ids) => bulk('categorize')(ids, { from: 'name' });

/** Retries every picture of the library that has failed. */
export const retryFailed = () =>
  request(`${root}/images/retry`, { method: 'POST', json: { filter: { status: 'failed' } } });

/** [{name, count}] */
export const getCategories = async (signal) => (await request(`${root}/categories`, { signal })).items;
export const getTags = async (signal) => (await request(`${root}/tags`, { signal })).items;

/** A search by a picture of the library. The results never contain that picture. */
export const searchSimilar = (id, options, signal) => request(`${root}/images/${id}/similar${query(options)}`, { signal });

function formOf(options, part, files) {
  const form = new FormData();
  for (const [name, value] of Object.entries(options)) {
    if (value !== undefined && value !== null && value !== '') {
      form.append(name, value);
    }
  }
  for (const file of files) {
    form.append(part, file, file.name || 'picture');
  }
  return form;
}

/** A search by a file: {results, total, tookMs, space}. */
export const searchByFile = (file, options, signal) =>
  request(`${root}/search`, { method: 'POST', form: formOf(options, 'file', [file]), signal });

/** The same for up to 64 files: one answer for each, in order, or {problem} where a file could not be read. */
export async function searchByEach(files, options, signal) {
  return (await request(`${root}/search/batch`, { method: 'POST', form: formOf(options, 'files', files), signal })).items;
}

export const getIndex = (signal) => request(`${root}/index`, { signal });
export const rebuildIndex = (mode) => request(`${root}/index/jobs`, { method: 'POST', json: { mode } });

/** The failures of a job, fifty at a time: {items: [{name, problem}], nextCursor, total} */
export const getFailures = (id, cursor) => request(`${root}/jobs/${id}/failures${query({ limit: 50, cursor })}`);

export const cancelJob = (id) => request(`${root}/jobs/${id}`, { method: 'DELETE' });

/** {items: [model], active, offer?} */
export const getModels = (signal) => request(`${root}/models`, { signal });

/** Starts a job that fetches the model where it is missing and moves the library to it, and returns the job. */
export const useModel = (id, keepOld) =>
  request(`${root}/models/${encodeURIComponent(id)}/use`, { method: 'POST', json: { keepOld } });
export const deleteModel = (id) => request(`${root}/models/${encodeURIComponent(id)}`, { method: 'DELETE' });

/** The embedding spaces, the active one first: [{id, model, dimension, indexed, bytes, state}] */
export const getSpaces = async (signal) => (await request(`${root}/spaces`, { signal })).items;
export const activateSpace = (id) => request(`${root}/spaces/${encodeURIComponent(id)}/activate`, { method: 'POST' });
export const deleteSpace = (id) => request(`${root}/spaces/${encodeURIComponent(id)}`, { method: 'DELETE' });

/** The folders on the server that imports may read: [{path, available}] */
export const getImportRoots = async () => (await request(`${root}/imports/roots`)).items;

/** The subfolders of one of them: {items: [{name, path}], total} */
export const getImportFolders = (path, signal) => request(`${root}/imports/folders${query({ path })}`, { signal });
export const startImport = (what) => request(`${root}/imports`, { method: 'POST', json: what });
