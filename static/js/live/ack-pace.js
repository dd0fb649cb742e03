/** When to acknowledge: every beat, and when most of what may be unconfirmed (64 KiB) has come. */

const SIZE = 40 * 1024;

export class AckPace {
  #size = 0;
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
    return this.#size >= SIZE || now - this.#sentAt >= this.#beatMs;
  }

  sent(/** @type {number} */ now) {
    this.#size = 0;
    this.#sentAt = now;
  }
}
