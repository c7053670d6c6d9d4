// One file sent to the library. XMLHttpRequest, because fetch does not report the progress of a request.

import { imagesUrl } from './addresses.js';
import { noticeSilence } from './connection.js';
import { Problem, retryAfterOf } from './problem.js';

/**
 * Sends a file and returns the JSON of the answer.
 * @param {File} file
 * @param {(sent: number) => void} progress called with the part that is sent, 0-1
 * @param {AbortSignal} signal
 * @throws {Problem} for any answer but a success, and where there is no answer
 * @throws {*} the signal's reason when the signal ends it
 */
export function sendFile(file, progress, signal) {
  return new Promise((resolve, reject) => {
    const xhr = new XMLHttpRequest();
    const stop = () => xhr.abort();
    signal.addEventListener('abort', stop, { once: true });
    xhr.upload.addEventListener('progress', (event) => progress(event.lengthComputable ? event.loaded / event.total : 0));
    xhr.addEventListener('loadend', () => signal.removeEventListener('abort', stop));
    xhr.addEventListener('abort', () => reject(signal.reason));
    xhr.addEventListener('error', () => {
      noticeSilence();
      reject(new Problem(0));
    });
    xhr.addEventListener('load', () => {
      const ok = xhr.status >= 200 && xhr.status < 300;
      if (ok && xhr.response) {
        resolve(xhr.response);
      } else {
        reject(new Problem(xhr.status, xhr.response ?? {}, retryAfterOf(xhr.getResponseHeader('Retry-After'))));
      }
    });
    xhr.responseType = 'json';
    xhr.open('POST', imagesUrl);
    const form = new FormData();
    form.append('files', file, file.name || 'pasted.png');
    xhr.send(form);
  });
}
