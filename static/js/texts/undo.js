/**
 * What one can take back of one's own, however much others wrote meanwhile. A browser forgets what was
 * typed as soon as a script changes the text.
 *
 * @typedef {import("./ot.js").Operation} Operation
 */

import { compose, invert, transform } from "./ot.js";

const TOGETHER_MS = 1000;
const KEPT = 200;

export class Undo {
  /** @type {Operation[]} */ #back = [];
  /** @type {Operation[]} */ #again = [];
  #at = -Infinity;

  /** Something was typed in this text, as it was before; what is typed in one go is taken back in one. */
  typed(/** @type {Operation} */ op, /** @type {string} */ text, /** @type {number} */ now) {
    const back = invert(op, text);
    const isGoingOn = now - this.#at < TOGETHER_MS && this.#back.length > 0 && !op.includes("\n");
    if (isGoingOn) this.#back.push(compose(back, /** @type {Operation} */ (this.#back.pop())));
    else this.#back.push(back);
    if (this.#back.length > KEPT) this.#back.shift();
    this.#again = [];
    this.#at = now;
  }

  /** Somebody else changed the text. */
  past(/** @type {Operation} */ op) {
    this.#back = moved(this.#back, op);
    this.#again = moved(this.#again, op);
  }

  /** What takes the last thing back, or does it again; none if there is nothing. @returns {Operation | undefined} */
  step(/** @type {"back" | "again"} */ way, /** @type {string} */ text) {
    const [from, to] = way === "back" ? [this.#back, this.#again] : [this.#again, this.#back];
    const op = from.pop();
    this.#at = -Infinity;
    if (op && !op.length) return this.step(way, text);
    if (op) to.push(invert(op, text));
    return op;
  }
}

/** The newest is for the text as it is, each earlier one for the text after the one above it. */
function moved(/** @type {Operation[]} */ stack, /** @type {Operation} */ op) {
  const made = [];
  for (const own of stack.toReversed()) {
    made.unshift(transform(own, op, "right"));
    op = transform(op, own, "left");
  }
  return made;
}
