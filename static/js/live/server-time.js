/** What time it is at the server, from the answer that was under way for the shortest time. */

const FRESH_MS = 600_000;

export class ServerTime {
  #offset = 0;
  #trip = Infinity;
  #at = -Infinity;

  constructor(/** @type {import("./clock.js").Clock} */ clock) {
    this.clock = clock;
  }

  /** @param {string} told the server's clock in an answer @param {number} trip ms from question to answer */
  sample(told, trip) {
    const stale = this.clock.ticks() - this.#at > FRESH_MS;
    const instant = Date.parse(told);
    if (!Number.isNaN(instant) && (trip <= this.#trip || stale)) {
      this.#offset = instant + trip / 2 - this.clock.now();
      this.#trip = trip;
      this.#at = this.clock.ticks();
    }
  }

  now() {
    return new Date(this.clock.now() + this.#offset);
  }
}
