// Requests to the service: JSON in, JSON out, and a Problem for every failure.

import { Problem, retryAfterOf } from './problem.js';
import { noticeAnswer, noticeSilence } from './connection.js';

async function problemOf(response) {
  const body = await response.json().catch(() => ({}));
  return new Problem(response.status, body, retryAfterOf(response.headers.get('Retry-After')));
}

/**
 * Sends a request and returns the JSON of the answer, or null where the answer is empty.
 * @param {string} path below the origin, with its query
 * @param {{method?: string, json?: object, form?: FormData, signal?: AbortSignal}} options
 * @throws {Problem} for any answer but a success, and where there is no answer
 * @throws {DOMException} AbortError when the signal ends it
 */
export async function request(path, { method = 'GET', json, form, signal } = {}) {
  const headers = { Accept: 'application/json' };
  if (json !== undefined) {
    headers['Content-Type'] = 'application/json';
  }
  let response;
  try {
    response = await fetch(path, { method, headers, body: form ?? (json && JSON.stringify(json)), signal });
  } catch (error) {
    if (error.name === 'AbortError') {
      throw error;
    }
    noticeSilence();
    throw new Problem(0);
  }
  if (!response.ok) {
    const problem = await problemOf(response);
    if (problem.isAway) {
      noticeSilence();
    }
    throw problem;
  }
  noticeAnswer();
  return response.status === 204 ? null : response.json();
}

/** A query string of the values that are set, with its question mark; empty where no value is set. */
export function query(values) {
  const set = Object.entries(values).filter(([, value]) => value !== undefined && value !== null && value !== '');
  return set.length > 0 ? `?${new URLSearchParams(set)}` : '';
}
