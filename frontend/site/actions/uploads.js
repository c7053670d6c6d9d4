// Sends files to the library: one request for each, three at a time, and tries again where that helps.

import { mayBePicture } from '../lib/files.js';
import { TaskQueue } from '../lib/task-queue.js';
import { Problem, patience } from '../service/problem.js';
import { sendFile } from '../service/upload.js';
import { learn } from '../state/catalogue.js';
import { refreshSoon } from '../state/library.js';
import { changeUploads, restartUploads, unfinished, uploads } from '../state/uploads.js';

// With 80 attempts an upload waits some ten minutes for a service that is away, rather than failing three hundred times.
const queue = new TaskQueue({ concurrency: 3, attempts: 80, delay: patience });

async function upload(file) {
  const entry = { name: file.name || 'pasted picture', sent: 0, size: file.size };
  try {
    const { results } = await queue.add(async (signal) => {
      const progress = (sent) => {
        entry.sent = sent;
        changeUploads({});
      };
      entry.sent = 0;
      changeUploads({ active: [...new Set([...uploads.value.active, entry])] });
      return sendFile(file, progress, signal);
    });
    const [{ outcome, image, problem }] = results;
    if (outcome === 'rejected') {
      throw new Problem(problem?.status ?? 415, problem);
    }
    if (image) {
      learn([image]);
    }
    const counter = outcome === 'duplicate' ? 'duplicates' : 'added';
    changeUploads({ [counter]: uploads.value[counter] + 1, bytes: uploads.value.bytes + file.size });
    refreshSoon();
  } catch (error) {
    if (error.name === 'AbortError') {
      changeUploads({ total: uploads.value.total - 1 });
    } else {
      const mayHelp = error.isPassing || error.status >= 500;
      const refusal = { file: mayHelp ? file : null, name: entry.name, reason: error.message };
      changeUploads({ rejected: [...uploads.value.rejected, refusal] });
    }
  } finally {
    changeUploads({ active: uploads.value.active.filter((each) => each !== entry) });
  }
}

/** Starts to upload files. Files that cannot be pictures are rejected without being sent. */
export function addFiles(files) {
  if (files.length === 0) {
    return;
  }
  if (unfinished() === 0) {
    restartUploads();
  }
  const [pictures, others] = [files.filter(mayBePicture), files.filter((file) => !mayBePicture(file))];
  changeUploads({
    total: uploads.value.total + files.length,
    rejected: [...uploads.value.rejected, ...others.map((file) => ({
      file: null,
      name: file.name,
      reason: 'This is not a picture, so it was not sent.',
    }))],
  });
  pictures.forEach(upload);
}

/** Sends rejected files again where that can help. */
export function retryRejected() {
  const { rejected, total } = uploads.value;
  const again = rejected.filter(({ file }) => file);
  changeUploads({ rejected: rejected.filter(({ file }) => !file), total: total - again.length });
  addFiles(again.map(({ file }) => file));
}

export function cancelUploads() {
  queue.abort();
}
