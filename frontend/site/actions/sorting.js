// Sorts pictures into categories one after the other. Keeps the queue and every decision, so that each can be taken back.

import { voteCategory } from './vote.js';
import { categorizeImages, searchSimilar } from '../service/api.js';
import { fetchImage } from '../state/catalogue.js';

/** One session over the pictures with these ids. */
export class Sorting {
  #queue;
  #decided = [];

  constructor(ids) {
    this.#queue = [...ids];
  }

  /** The id of the present picture; undefined at the end. */
  get current() {
    return this.#queue[0];
  }

  get next() {
    return this.#queue[1];
  }

  get left() {
    return this.#queue.length;
  }

  get canGoBack() {
    return this.#decided.length > 0;
  }

  /** The ids of the pictures that have been put into a category. */
  get sorted() {
    return this.#decided.filter(({ category }) => category !== null).map(({ id }) => id);
  }

  /**
   * Puts the present picture into a category and moves on at once.
   * @throws {Problem} where that failed; the picture is then the present one again
   */
  async assign(category) {
    const decision = { id: this.#queue.shift(), category, before: null };
    this.#decided.push(decision);
    decision.done = this.#carryOut(decision);
    try {
      await decision.done;
    } catch (problem) {
      this.#takeBack(decision);
      throw problem;
    }
  }

  async #carryOut(decision) {
    decision.before = (await fetchImage(decision.id))?.category ?? null;
    await categorizeImages([decision.id], { category: decision.category });
  }

  /** Leaves the present picture as it is and moves on. */
  skip() {
    this.#decided.push({ id: this.#queue.shift(), category: null });
  }

  /** Takes the last decision back and restores the picture's category. */
  async back() {
    const decision = this.#decided.at(-1);
    if (decision) {
      this.#takeBack(decision);
      // A failed decision changed nothing, and `assign` has reported it.
      if (decision.category !== null && await decision.done.then(() => true, () => false)) {
        await categorizeImages([decision.id], { category: decision.before });
      }
    }
  }

  /** Resolves once every decision has been carried out or has failed. */
  async settled() {
    await Promise.allSettled(this.#decided.map(({ done }) => done));
  }

  /** Restores the category of every picture of this session. */
  async undo() {
    const sorted = this.#decided.filter(({ category }) => category !== null);
    for (const before of new Set(sorted.map((each) => each.before))) {
      await categorizeImages(sorted.filter((each) => each.before === before).map(({ id }) => id), { category: before });
    }
  }

  /** The category that the most similar pictures suggest; null where they have none or the search fails. */
  async suggest(id, signal) {
    try {
      return voteCategory((await searchSimilar(id, { k: 12 }, signal)).results);
    } catch {
      return null;
    }
  }

  #takeBack(decision) {
    if (this.#decided.includes(decision)) {
      this.#decided = this.#decided.filter((each) => each !== decision);
      this.#queue.unshift(decision.id);
    }
  }
}
