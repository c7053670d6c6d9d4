// The library: the wall of its pictures with the filters above it. An empty library shows a place to drop pictures.
//
// Listens on window for add-pictures, which opens the file chooser while this view is shown.

import { Component } from '../../lib/component.js';
import { plural } from '../../lib/format.js';
import { html, render } from '../../lib/html.js';
import { icon } from '../../lib/icons.js';
import { deleteAfterAsking } from '../../actions/deleting.js';
import { findSimilar } from '../../actions/searching.js';
import { addFiles } from '../../actions/uploads.js';
import { everything } from '../../state/filters.js';
import { filter, filterBy, isFiltered, layout, libraryProblem, refresh } from '../../state/library.js';
import { change, route } from '../../state/router.js';
import { unfinished, uploads } from '../../state/uploads.js';

class LibraryView extends Component {
  #said = '';

  connected() {
    render(this, html`
      <h1 class="visually-hidden">Library</h1>
      <div class="toolbar"><filter-bar></filter-bar><file-chooser label="Add pictures" folders></file-chooser></div>
      <p class="wall-count" role="status"></p>
      <div class="notice" role="alert" hidden></div>
      <div class="skeletons" aria-hidden="true">${Array.from({ length: 12 }, () => html`<i></i>`)}</div>
      <image-wall aria-label="Pictures of the library"></image-wall>
      <div class="empty" hidden></div>`);
    this.watch(layout, () => this.#show());
    this.watch(uploads, () => this.#empty());
    this.watch(libraryProblem, (problem) => this.#complain(problem));
    this.on('open-image', 'image-wall', (event) => change({ view: event.detail.id }));
    this.on('find-similar', 'image-wall', (event) => findSimilar(event.detail.id));
    this.on('delete-images', 'image-wall', (event) => deleteAfterAsking(event.detail.ids));
    this.on('files', 'file-chooser', (event) => addFiles(event.detail.files));
    this.listen(window, 'add-pictures', () => route.value.view === 'library' && this.find('file-chooser').choose());
    this.on('click', '[data-again]', refresh);
    this.on('click', '[data-everything]', () => filterBy({ ...everything, sort: filter.value.sort, order: filter.value.order }));
  }

  #show() {
    const { value } = layout;
    this.find('.skeletons').hidden = value !== null;
    if (value) {
      this.find('image-wall').show(value);
      // Said when a filter is set, not again for every picture that arrives.
      const said = JSON.stringify(filter.value);
      if (said !== this.#said) {
        this.#said = said;
        this.find('.wall-count').textContent = isFiltered()
          ? `${plural(value.total, 'picture')} found` : `${plural(value.total, 'picture')} in the library`;
      }
    }
    this.#empty();
  }

  #empty() {
    const box = this.find('.empty');
    const isEmpty = layout.value?.total === 0;
    const kind = !isEmpty ? '' : isFiltered() ? 'nothing' : unfinished() > 0 ? 'coming' : 'first';
    box.hidden = !isEmpty;
    this.toggleAttribute('bare', kind === 'first');
    if (box.dataset.kind !== kind) {
      box.dataset.kind = kind;
      render(box, {
        '': '',
        nothing: html`${icon('search')}<h2>Nothing passes this filter</h2><p>Try another name, or take a condition off.</p>
          <button class="button" type="button" data-everything>Show all pictures</button>`,
        coming: html`${icon('upload')}<h2>Your pictures are on their way</h2><p>They appear here as they arrive.</p>`,
        first: html`${icon('image')}<h2>Drop pictures here</h2>
          <p>Whole folders, too: they stay on this machine, and seconds later you can search by any of them.</p>
          <file-chooser label="Choose pictures" folders></file-chooser>`,
      }[kind]);
    }
  }

  #complain(problem) {
    const notice = this.find('.notice');
    notice.hidden = !problem;
    render(notice, problem && html`${icon('warning')}<p>${problem.message}</p>
      <button class="button" type="button" data-again>${icon('retry')}Try again</button>`);
  }
}

customElements.define('library-view', LibraryView);
