// Putting one picture after the other into a category: which is in turn, what was decided, and the way back.

import { voteCategory } from '../lib/vote.js';
import { categorizeImages, searchSimilar } from './api.js';

/** One sitting over the pictures with these ids. */
export class Sorting {
  #queue;
  #decided = [];

  constructor(ids) {
    this.#queue = [...ids];
  }

  /** The id in turn; undefined at the end. */
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

  /** The ids that were put into a category. */
  get sorted() {
    return this.#decided.filter(({ category }) => category !== null).map(({ id }) => id);
  }

  /** Puts the picture in turn into a category and moves on at once; where that fails it comes back to the front, and the problem is thrown. */
  async assign(category) {
    const decision = { id: this.#queue.shift(), category };
    this.#decided.push(decision);
    try {
      await categorizeImages([decision.id], { category });
    } catch (problem) {
      this.#takeBack(decision);
      throw problem;
    }
  }

  /** Leaves the picture in turn as it is. */
  skip() {
    this.#decided.push({ id: this.#queue.shift(), category: null });
  }

  /** Takes the last decision back. */
  async back() {
    const decision = this.#decided.at(-1);
    if (decision) {
      this.#takeBack(decision);
      if (decision.category !== null) {
        await categorizeImages([decision.id], { category: null });
      }
    }
  }

  /** What the pictures most like it say; null where they say nothing, or where it cannot be compared. */
  async suggest(id, signal) {
    try {
      return voteCategory((await searchSimilar(id, { k: 12 }, signal)).results);
    } catch {
      return null;
    }
  }

  #takeBack(decision) {
    this.#decided = this.#decided.filter((each) => each !== decision);
    this.#queue.unshift(decision.id);
  }
}
