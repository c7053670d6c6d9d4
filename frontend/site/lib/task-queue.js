// Runs tasks a few at a time, tries failed ones again, and can be stopped.
//
//   const queue = new TaskQueue({ concurrency: 3, attempts: 5, delay: (error, attempt) => 1000 });
//   const outcome = await queue.add((signal) => work(signal));

function pause(milliseconds, signal) {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, milliseconds);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      reject(signal.reason);
    }, { once: true });
  });
}

export class TaskQueue {
  #waiting = [];
  #running = 0;
  #options;
  #controller = new AbortController();

  /**
   * @param {{concurrency: number, attempts?: number, delay?: (error: Error, attempt: number) => number | null}} options
   *   `delay` returns the milliseconds to wait before the next attempt, or null to give up
   */
  constructor(options) {
    this.#options = { attempts: 1, delay: () => null, ...options };
  }

  get size() {
    return this.#waiting.length + this.#running;
  }

  /** Queues `work(signal)`; settles with its outcome, or rejects with its last error or an AbortError. */
  add(work) {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ work, resolve, reject });
      this.#fill();
    });
  }

  /** Ends running tasks and drops waiting ones. The queue can be used again. */
  abort() {
    const reason = new DOMException('Cancelled', 'AbortError');
    const waiting = this.#waiting;
    this.#waiting = [];
    this.#controller.abort(reason);
    this.#controller = new AbortController();
    for (const task of waiting) {
      task.reject(reason);
    }
  }

  #fill() {
    while (this.#running < this.#options.concurrency && this.#waiting.length > 0) {
      const task = this.#waiting.shift();
      this.#running += 1;
      this.#attempt(task.work, this.#controller.signal)
        .then(task.resolve, task.reject)
        .finally(() => {
          this.#running -= 1;
          this.#fill();
        });
    }
  }

  async #attempt(work, signal) {
    for (let attempt = 1; ; attempt += 1) {
      try {
        signal.throwIfAborted();
        return await work(signal);
      } catch (error) {
        const wait = attempt < this.#options.attempts ? this.#options.delay(error, attempt) : null;
        if (signal.aborted || error.name === 'AbortError' || wait === null) {
          throw error;
        }
        await pause(wait, signal);
      }
    }
  }
}
