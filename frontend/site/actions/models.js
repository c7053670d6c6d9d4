// Fetches models and moves the library between them.

import { dialog } from '../lib/dialog.js';
import { bytes, plural } from '../lib/format.js';
import { activateSpace, deleteModel, deleteSpace, pullModel, useModel } from '../service/api.js';
import { jobs } from '../state/live.js';
import { say, sayProblem } from '../state/toasts.js';

/** Jobs that fetch a model to be used once it is complete: Map of job id -> model. */
const awaited = new Map();

jobs.watch((all) => {
  for (const [id, model] of awaited) {
    const state = all.get(id)?.state;
    if (state === 'completed') {
      awaited.delete(id);
      use(model, true);
    } else if (state === 'failed' || state === 'cancelled') {
      awaited.delete(id);
      if (state === 'failed') {
        // The dialog may cover the tray.
        say(`${model.name} could not be fetched; the progress says why.`, { kind: 'problem' });
      }
    }
  }
});

async function attempt(work, words) {
  try {
    const answer = await work();
    say(words);
    return answer;
  } catch (problem) {
    sayProblem(problem);
    return null;
  }
}

/** Fetches a model, then moves the library to it if the page is still open. Otherwise the model stays ready to use. */
export async function getAndUse(model) {
  const job = await attempt(() => pullModel(model.id), `Fetching ${model.name}; the progress is shown below.`);
  if (job) {
    awaited.set(job.id, model);
  }
}

/** Moves the library to an installed model. */
export const use = (model, keepOld) => attempt(
  () => useModel(model.id, keepOld), `The library is moving to ${model.name}. Searches go on with the present model until it is done.`);

/** Asks, then deletes a model's file. */
export async function removeModel(model) {
  if (await (await dialog('confirm-dialog')).ask({
    title: `Delete ${model.name}?`,
    text: `Its file of ${bytes(model.bytes)} would have to be fetched again.`,
    action: 'Delete the model',
  })) {
    await attempt(() => deleteModel(model.id), `${model.name} is deleted.`);
  }
}

export const returnTo = (space) => attempt(() => activateSpace(space.id), `The library is moving back to ${space.name}.`);

/** Asks, then deletes a kept index. */
export async function removeSpace(space) {
  if (await (await dialog('confirm-dialog')).ask({
    title: `Delete the index of ${space.name}?`,
    text: `${plural(space.indexed, 'picture')} would have to be embedded again to move back.`,
    action: 'Delete the index',
  })) {
    await attempt(() => deleteSpace(space.id), `The index of ${space.name} is deleted.`);
  }
}
