// The tasks of the tray, from the state of uploads, embedding and jobs.

import { bytes, count, plural, rate, remaining } from '../../lib/format.js';
import { html } from '../../lib/html.js';
import { icon } from '../../lib/icons.js';
import { isReembedding } from '../../state/status.js';

const join = (...parts) => parts.filter(Boolean).join(' · ');

function uploadTask({ total, added, duplicates, rejected, active, startedAt }, reach) {
  if (total === 0) {
    return null;
  }
  const done = added + duplicates + rejected.length;
  const isOver = done >= total;
  const seconds = (performance.now() - startedAt) / 1000;
  const perSecond = done / seconds;
  const partial = active.reduce((sum, { sent }) => sum + sent, 0);
  const outcome = join(
    added > 0 && `${count(added)} added`,
    duplicates > 0 && `${count(duplicates)} already there`,
    rejected.length > 0 && `${count(rejected.length)} not taken`,
  );
  return {
    key: 'uploads',
    title: isOver ? 'Upload finished' : 'Uploading',
    short: `uploading ${count(done)} of ${count(total)}`,
    spoken: 'Uploading.',
    fraction: Math.min(1, (done + partial) / total),
    text: isOver ? outcome || 'Cancelled' : join(`${count(done)} of ${count(total)}`, ...(reach === 'offline'
      ? ['waiting for the service'] : [done > 0 && seconds > 1 && rate(perSecond), done > 2 && remaining((total - done) / perSecond)])),
    isOver,
    retry: isOver && rejected.some(({ file }) => file),
    more: html`
      ${active.length > 0 && html`<ul class="task-files">${active.slice(0, 3).map(({ name, sent }) => html`
        <li><span>${name}</span><progress max="100" value="${Math.round(sent * 100)}" aria-label="${name}"></progress></li>`)}</ul>`}
      ${rejected.length > 0 && html`<details class="rejected">
        <summary>${plural(rejected.length, 'file')} not taken ${icon('down')}</summary>
        <ul>${rejected.slice(0, 200).map(({ name, reason }) => html`<li><b>${name}</b> ${reason}</li>`)}</ul></details>`}`,
  };
}

function indexingTask(state, service) {
  // Without a model pending pictures wait, so there is no progress to show.
  if (!state?.pending || service?.modelProblem) {
    return null;
  }
  const isRebuilt = isReembedding(service);
  return {
    key: 'indexing',
    title: isRebuilt ? 'Embedding again' : 'Embedding',
    short: `embedding ${count(state.done)} of ${count(state.total)}`,
    spoken: 'Embedding pictures.',
    fraction: state.total > 0 ? state.done / state.total : 0,
    text: join(
      `${count(state.done)} of ${count(state.total)}`,
      state.ratePerSecond > 0 && rate(state.ratePerSecond),
      remaining(state.etaSeconds ?? NaN),
      isRebuilt && 'searches wait for it',
    ),
    isOver: false,
  };
}

/** The title of a job. A move that fetches its model first counts bytes; it names its model once the service has reported it. */
function titleOf({ kind, unit, model }, isOver, service) {
  if (kind === 'space' && !isOver && unit === 'bytes') {
    return `Fetching ${model}`;
  }
  if (kind === 'space' && !isOver && service?.building) {
    return `Moving to ${service.building.model}`;
  }
  return kind === 'import' && isOver ? 'Import' : kinds[kind] ?? kind;
}

const kinds = {
  index: 'Rebuilding the index', import: 'Importing', 'model-pull': 'Fetching a model', space: 'Moving to another model', train: 'Learning',
};
// The counts of an import's result, in their order on the page.
const outcomes = {
  added: 'added', moved: 'moved', unchanged: 'unchanged', duplicates: 'already there', vanished: 'no longer in the folder',
};

function outcomeOf({ kind, state, failures, result }) {
  if (kind !== 'import' || !result) {
    return ends[state];
  }
  const parts = Object.entries(outcomes).filter(([name]) => result[name] > 0).map(([name, words]) => `${count(result[name])} ${words}`);
  return join(...parts) || (failures > 0 ? ends[state] : 'No pictures there');
}

const ends = { completed: 'Finished', failed: 'Did not finish', cancelled: 'Cancelled' };

function jobTask(job, failed, service) {
  const isOver = job.state in ends;
  const title = titleOf(job, isOver, service);
  const isFile = job.unit === 'bytes';
  const unit = isFile ? bytes : count;
  return {
    key: `job-${job.id}`,
    title,
    short: `${title.toLowerCase()} ${Math.floor(job.progress ?? 0)} %`,
    spoken: `${title}.`,
    fraction: (job.progress ?? 0) / 100,
    text: isOver ? join(outcomeOf(job), job.failures > 0 && plural(job.failures, 'failure'), job.problem) : join(
      job.total > 0 && `${unit(job.current)} of ${unit(job.total)}`,
      job.ratePerSecond > 0 && (isFile ? `${unit(job.ratePerSecond)} a second` : rate(job.ratePerSecond)),
      remaining(job.etaSeconds ?? NaN),
    ),
    isOver,
    isFailed: job.state === 'failed',
    // Only pictures of the library can be tried again. A file that was not taken has to be sent again.
    retry: isOver && job.kind === 'index' && job.failures > 0,
    more: failed?.items.length > 0 && html`<details class="rejected"><summary>What failed ${icon('down')}</summary>
      <ul>${failed.items.map(({ name, problem }) => html`<li><b>${name}</b> ${problem}</li>`)}</ul>
      ${failed.nextCursor && html`<button class="link-button" type="button" data-do="more" data-key="job-${job.id}">
        Show more of ${count(failed.total)}</button>`}</details>`,
  };
}

// A job that ended before this page was opened is not shown.
const opened = Date.now();
const isRecent = ({ state, finishedAt }) => !(state in ends) || !finishedAt || Date.parse(finishedAt) > opened;

/**
 * The tasks to show: [{key, title, short, spoken, fraction, text, isOver, isFailed?, more?, retry?}]
 * @param {Map<number, {items: {name: string, problem: string}[], total: number, nextCursor?: string}>} failures of jobs, by their ids
 * @param {object | null} service the service's description of its index
 */
export function tasks(uploads, indexing, jobs, failures, reach, service = null) {
  return [
    uploadTask(uploads, reach),
    indexingTask(indexing, service),
    ...[...jobs.values()].filter(isRecent).map((job) => jobTask(job, failures.get(job.id), service)),
  ].filter(Boolean);
}
