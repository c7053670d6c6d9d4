// Putting one picture after the other into a category: which is in turn, what was decided, and the way back.

import { voteCategory } from './vote.js';
import { categorizeImages, searchSimilar } from '../service/api.js';
import { fetchImage } from '../state/catalogue.js';

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

  /** Leaves the picture in turn as it is. */
  skip() {
    this.#decided.push({ id: this.#queue.shift(), category: null });
  }

  /** Takes the last decision back: the picture has the category again that it had. */
  async back() {
    const decision = this.#decided.at(-1);
    if (decision) {
      this.#takeBack(decision);
      // One that failed has changed nothing, and whoever made it is told.
      if (decision.category !== null && await decision.done.then(() => true, () => false)) {
        await categorizeImages([decision.id], { category: decision.before });
      }
    }
  }

  /** Resolves once every decision has been carried out, or has failed. */
  async settled() {
    await Promise.allSettled(this.#decided.map(({ done }) => done));
  }

  /** Gives every picture of this sitting the category again that it had. */
  async undo() {
    const sorted = this.#decided.filter(({ category }) => category !== null);
    for (const before of new Set(sorted.map((each) => each.before))) {
      await categorizeImages(sorted.filter((each) => each.before === before).map(({ id }) => id), { category: before });
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
    if (this.#decided.includes(decision)) {
      this.#decided = this.#decided.filter((each) => each !== decision);
      this.#queue.unshift(decision.id);
    }
  }
}
