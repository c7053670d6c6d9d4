// The search: the query on the left, its neighbours as a wall on the right, best first. The address bar is its state.
//
// Listens on window for add-pictures, which opens the file chooser while this view is shown.

import { Component } from '../../lib/component.js';
import { count, plural } from '../../lib/format.js';
import { html, render } from '../../lib/html.js';
import { icon } from '../../lib/icons.js';
import { deleteAfterAsking } from '../../actions/deleting.js';
import { findSimilar, searchAgain, searchBy, searchByFiles, stopSearch } from '../../actions/searching.js';
import { whenBack } from '../../service/connection.js';
import { gone } from '../../state/library.js';
import { queryUrl } from '../../state/queries.js';
import { change, route } from '../../state/router.js';
import { search, shownResults } from '../../state/search.js';
import '../query-panel/query-panel.js';
import '../query-trail/query-trail.js';
import '../result-controls/result-controls.js';

class SearchView extends Component {
  #shown = { results: null, key: '' };
  #query = '';
  #isWide = matchMedia('(min-width: 641px)');

  connected() {
    render(this, html`
      <h1 class="visually-hidden">Search</h1>
      <div class="search-empty">
        ${icon('similar')}<h2>Show me more like this</h2>
        <p>Drop or paste a picture, choose one, or take a photo. In the library, every picture leads here by its "Similar" button.</p>
        <file-chooser label="Choose a picture" icon="search"></file-chooser>
      </div>
      <query-trail></query-trail>
      <div class="search-columns">
        <details class="search-side">
          <summary><img alt=""><span>Query, crop and limits</span>${icon('down')}</summary>
          <query-panel></query-panel>
          <file-chooser label="Other picture" icon="search" quiet></file-chooser>
          <result-controls></result-controls>
        </details>
        <section class="search-results" aria-label="Results">
          <p class="search-summary" role="status"></p>
          <div class="notice" role="alert" hidden></div>
          <image-wall aria-label="Similar pictures" large></image-wall>
        </section>
      </div>`);
    // The query folds to a chip on a phone and is always open beside the wall.
    this.listen(this.#isWide, 'change', () => this.#fold());
    this.watch(route, (now) => this.#follow(now));
    this.watch(search, () => this.#show());
    this.on('open-image', 'image-wall', (event) => change({ view: event.detail.id }));
    this.on('find-similar', 'image-wall', (event) => findSimilar(event.detail.id));
    this.on('delete-images', 'image-wall', (event) => deleteAfterAsking(event.detail.ids));
    this.on('files', 'file-chooser', (event) => searchByFiles(event.detail.files));
    this.listen(window, 'add-pictures', () => route.value.view === 'search' && this.find('file-chooser').choose());
    this.on('click', '[data-again]', searchAgain);
    whenBack(() => search.value.state === 'failed' && searchAgain(), this.lifetime);
    this.watch(gone, () => this.#show());
  }

  #fold() {
    this.find('.search-side').open = this.#isWide.matches;
  }

  #follow({ view, params }) {
    if (view !== 'search') {
      stopSearch();
      return;
    }
    const { image, file, crop, category } = params;
    const hasQuery = Boolean(image || file);
    this.find('.search-empty').hidden = hasQuery;
    this.find('.search-columns').hidden = !hasQuery;
    this.find('query-trail').hidden = !hasQuery;
    searchBy({ image, file, crop, category });
    if (this.#query !== `${image}/${file}`) {
      this.#query = `${image}/${file}`;
      this.#fold();
    }
    if (hasQuery) {
      this.find('query-panel').show(params);
      this.find('.search-side summary img').src = queryUrl(params);
    }
    this.#show();
  }

  #show() {
    const { state, results, total, tookMs, problem, query } = search.value;
    if (route.value.view !== 'search' || !query) {
      return;
    }
    const visible = shownResults();
    this.toggleAttribute('searching', state === 'searching');
    const key = visible.map(({ image }) => image.id).join();
    if (results !== this.#shown.results || key !== this.#shown.key) {
      this.#shown = { results, key };
      this.find('image-wall').show({
        ids: visible.map(({ image }) => image.id),
        aspects: visible.map(({ image }) => Math.round((100 * image.width) / image.height)),
        marks: new Map(visible.map(({ image, rank, similarity }) => [image.id, { rank, similarity }])),
      });
    }
    this.find('.search-summary').textContent = this.#summary(state, visible.length, total, tookMs, results.length);
    const notice = this.find('.notice');
    notice.hidden = !problem;
    render(notice, problem && html`${icon('warning')}<p>${problem.message}</p>
      ${state === 'waiting'
        ? html`<p>Trying again by itself.</p>`
        : html`<button class="button" type="button" data-again>${icon('retry')}Try again</button>`}`);
  }

  #summary(state, shown, total, tookMs, loaded) {
    if (state === 'searching') {
      return 'Searching…';
    }
    if (state !== 'done') {
      return '';
    }
    if (loaded === 0) {
      return 'Nothing to compare with: the library holds no other picture that passes.';
    }
    if (shown === 0) {
      return 'Nothing is that similar. Lower the threshold to see more.';
    }
    const time = tookMs ? `, in ${Math.max(1, Math.round(tookMs.total))} ms` : '';
    return `The ${count(shown)} most alike of ${plural(total, 'picture')}${time}`;
  }
}

customElements.define('search-view', SearchView);
