/** Hands things on in order; an entry too large for a frame is fetched first, and later ones wait. */

import { jitter } from "./backoff.js";

/** @typedef {import("./sequence.js").Arrived} Arrived */

export class Delivery {
  /** @type {(Arrived | (() => void))[]} */ #waiting = [];
  #isBusy = false;
  #isDropped = false;

  /**
   * @param {object} options
   * @param {(seq: number) => Promise<Arrived | null>} options.fetchWhole null if it cannot be seen any more
   * @param {(arrived: Arrived) => void} options.hand
   * @param {import("./clock.js").Clock} options.clock
   */
  constructor({ fetchWhole, hand, clock }) {
    this.fetchWhole = fetchWhole;
    this.hand = hand;
    this.clock = clock;
  }

  push(/** @type {Arrived[]} */ arrived) {
    this.#waiting.push(...arrived);
    this.#work();
  }

  /** Does something after all that was pushed before. */
  after(/** @type {() => void} */ run) {
    this.#waiting.push(run);
    this.#work();
  }

  drop() {
    this.#isDropped = true;
    this.#waiting = [];
  }

  #work() {
    while (!this.#isBusy && this.#waiting.length) {
      const next = /** @type {Arrived | (() => void)} */ (this.#waiting.shift());
      if (typeof next === "function") next();
      else if (next.item.data?.large) this.#fetch(next, 0);
      else this.hand(next);
    }
  }

  async #fetch(/** @type {Arrived} */ large, /** @type {number} */ failures) {
    this.#isBusy = true;
    try {
      const whole = (await this.fetchWhole(large.item.seq)) ?? large;
      if (!this.#isDropped) this.hand(whole);
      this.#isBusy = false;
      this.#work();
    } catch {
      const pause = jitter(failures, this.clock.random);
      if (!this.#isDropped) this.clock.setTimeout(() => this.#fetch(large, failures + 1), pause);
    }
  }
}
