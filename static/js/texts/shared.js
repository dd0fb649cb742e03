/**
 * A text that several write, as one browser has it: what the server has put in order, what of one's own
 * is on its way, what was typed since. `polylogue/texts/merging.py` does the same with what arrives late.
 *
 * @typedef {import("./ot.js").Operation} Operation
 * @typedef {{key: string, op: Operation}} Part
 * @typedef {{revision: number, op: Operation, key?: string}} Change
 */

import { compose, transform } from "./ot.js";

export class Shared {
  /** In a command that may have reached the server: these stay as they are. @type {Part[]} */ sent = [];
  /** In a command that waits for its turn. @type {Part | null} */ held = null;
  /** In no command yet. @type {Operation} */ loose = [];

  constructor(/** @type {number} */ revision) {
    this.revision = revision;
  }

  /** Whether the server has not put everything in order yet. */
  get isWaiting() {
    return Boolean(this.sent.length || this.held || this.loose.length);
  }

  /** @returns {{op: Operation}[]} */
  get waiting() {
    return [...this.#own, { op: this.loose }];
  }

  typed(/** @type {Operation} */ op) {
    this.loose = compose(this.loose, op);
  }

  /** What a command has to say so that nothing typed until now is missing. Parts that arrived are known by their keys. */
  handOver(/** @type {() => string} */ newKey) {
    if (this.loose.length) this.held = { key: this.held?.key ?? newKey(), op: compose(this.held?.op ?? [], this.loose) };
    this.loose = [];
    return { base: this.revision, parts: this.#own.map((part) => ({ ...part })) };
  }

  /** The waiting command is on its way. */
  leaves() {
    if (this.held) this.sent.push(this.held);
    this.held = null;
  }

  /** Whether this change is the next one. */
  follows(/** @type {{revision: number}} */ { revision }) {
    return revision === this.revision + 1;
  }

  /** Takes the next change; what is to be done to the text on the page, which has one's own already. @returns {Operation} */
  take(/** @type {Change} */ { revision, op, key }) {
    this.revision = revision;
    if (key && this.#arrived(key)) return [];
    let left = op;
    const past = (/** @type {Operation} */ own) => {
      const moved = transform(own, left, "right");
      left = transform(left, own, "left");
      return moved;
    };
    for (const part of this.#own) part.op = past(part.op);
    this.loose = past(this.loose);
    return left;
  }

  get #own() {
    return this.held ? [...this.sent, this.held] : this.sent;
  }

  #arrived(/** @type {string} */ key) {
    if (this.sent[0]?.key === key) return Boolean(this.sent.shift());
    const isHeld = !this.sent.length && this.held?.key === key;
    if (isHeld) this.held = null;
    return isHeld;
  }
}
