/**
 * When to acknowledge: every beat, and when most of what may be unconfirmed (64 KiB) has come; a
 * little earlier or later each time, or else a whole room, which hears the same, would answer at once.
 */

const LEAST = 24 * 1024;
const MOST = 40 * 1024;

export class AckPace {
  #size = 0;
  #limit = someSize();
  #beatMs = 5000;
  #sentAt = 0;

  begin(/** @type {number} */ beatMs, /** @type {number} */ now) {
    this.#beatMs = beatMs;
    this.#sentAt = now;
  }

  received(/** @type {number} */ size) {
    this.#size += size;
  }

  isDue(/** @type {number} */ now) {
    return this.#size >= this.#limit || now - this.#sentAt >= this.#beatMs;
  }

  sent(/** @type {number} */ now) {
    this.#size = 0;
    this.#limit = someSize();
    this.#sentAt = now;
  }
}

function someSize() {
  return LEAST + Math.random() * (MOST - LEAST);
}
