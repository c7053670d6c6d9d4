// The progress of uploads, embedding and jobs. The tray can be folded, and shows the same after a reload.

import { Component } from '../../lib/component.js';
import { html, render, update } from '../../lib/html.js';
import { icon } from '../../lib/icons.js';
import { recall, remember } from '../../lib/memory.js';
import { retry } from '../../actions/retrying.js';
import { cancelUploads, retryRejected } from '../../actions/uploads.js';
import { cancelJob } from '../../service/api.js';
import { connection } from '../../service/connection.js';
import { failures, learnFailures } from '../../state/failures.js';
import { index, indexing, jobs } from '../../state/live.js';
import { sayProblem } from '../../state/toasts.js';
import { dismissUploads, unfinished, uploads } from '../../state/uploads.js';
import { tasks } from './tasks.js';

const folded = 'tray-folded';

class ProgressTray extends Component {
  #frame = 0;
  #farewell = 0;
  #dismissed = new Set();

  connected() {
    this.role = 'region';
    this.ariaLabel = 'Progress';
    render(this, html`
      <details ${recall(folded) ? '' : 'open'}>
        <summary><span class="tray-title"></span>${icon('down')}</summary>
        <div class="tray-tasks"></div>
      </details>
      <p class="visually-hidden" aria-live="polite"></p>`);
    this.listen(this.find('details'), 'toggle', (event) => {
      remember(folded, event.target.open ? null : 'yes');
    });
    const soon = () => {
      this.#frame ||= requestAnimationFrame(() => this.#show());
    };
    [uploads, indexing, index, jobs, failures, connection].forEach((signal) => this.watch(signal, soon));
    this.on('click', '[data-do]', (event, { dataset }) => this.#do(dataset.do, dataset.key));
    this.listen(window, 'beforeunload', (event) => {
      if (uploads.value.active.length > 0) {
        event.preventDefault();
      }
    });
  }

  #do(what, key) {
    const isUpload = key === 'uploads';
    const id = Number(key.slice('job-'.length));
    if (what === 'cancel') {
      isUpload ? cancelUploads() : cancelJob(id).catch(sayProblem);
    } else if (what === 'retry') {
      isUpload ? retryRejected() : retry();
    } else if (what === 'more') {
      learnFailures(id);
    } else if (isUpload) {
      dismissUploads();
    } else {
      this.#dismissed.add(key);
      this.#show();
    }
  }

  #show() {
    this.#frame = 0;
    // A summary without problems goes away by itself.
    clearTimeout(this.#farewell);
    if (unfinished() === 0 && uploads.value.rejected.length === 0) {
      this.#farewell = setTimeout(dismissUploads, 6000);
    }
    const list = tasks(uploads.value, indexing.value, jobs.value, failures.value, connection.value, index.value)
      .filter(({ key, isOver }) => !(isOver && this.#dismissed.has(key)));
    this.toggleAttribute('raised', list.length > 0);
    this.inert = list.length === 0;
    const running = list.filter(({ isOver }) => !isOver);
    const outcome = list.some(({ isFailed }) => isFailed) ? 'Did not finish' : 'Done';
    this.find('.tray-title').textContent = running.length > 0 ? running.map(({ short }) => short).join(', ') : outcome;
    const box = this.find('.tray-tasks');
    const keys = list.map(({ key }) => key).join();
    if (box.dataset.keys !== keys) {
      box.dataset.keys = keys;
      render(box, html`${list.map(({ key }) => html`<section class="task" data-task="${key}">
        <h2></h2><div class="task-actions"></div><progress max="1"></progress><p class="task-text"></p>
        <div class="task-more"></div></section>`)}`);
    }
    list.forEach((task, at) => this.#write(box.children[at], task));
    const spoken = running.map(({ spoken: text }) => text).join(' ');
    if (this.#spoken !== spoken) {
      this.#spoken = spoken;
      this.find('[aria-live]').textContent = spoken;
    }
  }

  #spoken = '';

  /** Writes only what changed, so that a button keeps its focus while the figures change. */
  #write(element, { key, title, fraction, text, isOver, more, retry }) {
    element.querySelector('h2').textContent = title;
    const bar = element.querySelector('progress');
    bar.value = fraction;
    bar.ariaLabel = title;
    bar.hidden = isOver;
    element.querySelector('.task-text').textContent = text;
    update(element.querySelector('.task-actions'), html`
      ${retry && html`<button class="link-button" type="button" data-do="retry" data-key="${key}">Try again</button>`}
      ${key !== 'indexing' && (isOver
        ? html`<button class="icon-button is-small" type="button" data-do="dismiss" data-key="${key}" aria-label="Dismiss">
          ${icon('close')}</button>`
        : html`<button class="link-button" type="button" data-do="cancel" data-key="${key}">Cancel</button>`)}`);
    this.#writeMore(element.querySelector('.task-more'), more);
  }

  /** Keeps an open list open and its focus in place while the list grows. */
  #writeMore(box, more) {
    const isOpen = box.querySelector('details')?.open ?? false;
    const hadFocus = box.contains(document.activeElement);
    update(box, more);
    const list = box.querySelector('details');
    if (list && isOpen) {
      list.open = true;
    }
    if (hadFocus && !box.contains(document.activeElement)) {
      (box.querySelector('[data-do]') ?? list?.querySelector('summary'))?.focus({ preventScroll: true });
    }
  }
}

customElements.define('progress-tray', ProgressTray);
