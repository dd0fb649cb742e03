/**
 * One stream's entries in order: frames may come in any order, doubled, overlapping or not at all;
 * what leaves here is each entry once, with rising seq and no hole.
 *
 * @typedef {import("./frames.js").Entries} Entries
 * @typedef {import("./frames.js").Cursor} Cursor
 * @typedef {{item: import("./frames.js").Item, people: Record<string, any>}} Arrived
 */

const HELD_FRAMES = 64;

export class Sequence {
  /** Frames that came before their turn. @type {Entries[]} */
  #held = [];

  /** @param {Cursor} cursor the last entry that is known already */
  constructor({ stream, epoch, seq }) {
    this.stream = stream;
    this.epoch = epoch;
    this.seq = seq;
  }

  /** @returns {Cursor} */
  get cursor() {
    return { stream: this.stream, epoch: this.epoch, seq: this.seq };
  }

  /** The entries whose turn it is now. A frame of another epoch tells nothing about this one. */
  take(/** @type {Entries} */ frame) {
    if (frame.epoch === this.epoch && frame.to > this.seq) this.#hold(frame);
    return this.#release();
  }

  /** The entries to ask for, if a later frame is here already. @returns {{after: number, to: number} | null} */
  get gap() {
    const next = this.#held[0];
    return next ? { after: this.seq, to: next.from - 1 } : null;
  }

  #hold(/** @type {Entries} */ frame) {
    this.#held.push(frame);
    this.#held.sort((a, b) => a.from - b.from);
    if (this.#held.length > HELD_FRAMES) this.#held.pop();
  }

  #release() {
    /** @type {Arrived[]} */
    const arrived = [];
    while (this.#held.length && this.#held[0].from <= this.seq + 1) {
      const { items, to, people } = /** @type {Entries} */ (this.#held.shift());
      for (const item of items) {
        if (item.seq > this.seq && item.seq <= to) {
          arrived.push({ item, people });
          this.seq = item.seq;
        }
      }
      this.seq = Math.max(this.seq, to);
    }
    return arrived;
  }
}
