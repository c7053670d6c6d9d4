// Fetches models and moves the library between them.

import { dialog } from '../lib/dialog.js';
import { bytes, plural } from '../lib/format.js';
import { activateSpace, deleteModel, deleteSpace, useModel } from '../service/api.js';
import { say, sayProblem } from '../state/toasts.js';

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

/** Fetches a model and moves the library to it. One job of the service does both, so the page may be closed meanwhile. */
export const getAndUse = (model) => attempt(
  () => useModel(model.id, true), `Fetching ${model.name}; the library moves to it when it is here. The progress is shown below.`);

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
