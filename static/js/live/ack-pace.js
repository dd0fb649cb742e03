/** When to acknowledge: every beat, every 50 entries, every 16 KiB, whatever comes first. */

const ENTRIES = 50;
const SIZE = 16 * 1024;

export class AckPace {
  #entries = 0;
  #size = 0;
  #beatMs = 5000;
  #sentAt = 0;

  begin(/** @type {number} */ beatMs, /** @type {number} */ now) {
    this.#beatMs = beatMs;
    this.#sentAt = now;
  }

  received(/** @type {number} */ entries, /** @type {number} */ size) {
    this.#entries += entries;
    this.#size += size;
  }

  isDue(/** @type {number} */ now) {
    return this.#entries >= ENTRIES || this.#size >= SIZE || now - this.#sentAt >= this.#beatMs;
  }

  sent(/** @type {number} */ now) {
    this.#entries = this.#size = 0;
    this.#sentAt = now;
  }
}
