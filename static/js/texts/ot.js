/**
 * Plain-text operational transformation: what several people type at once becomes one text.
 *
 * An operation goes through a text from its start: a positive number keeps so many units, a negative
 * one deletes so many, a string is inserted; what it does not reach is kept. polylogue/texts/ot.py is
 * the same; tests/texts/vectors.json is run by both.
 *
 * @typedef {number | string} Piece
 * @typedef {Piece[]} Operation
 */

/** One operation that does what both do, one after the other. @returns {Operation} */
export function compose(/** @type {Operation} */ first, /** @type {Operation} */ second) {
  const [a, b, made] = [new Reader(first), new Reader(second), new Writer()];
  while (a.isLeft || b.isLeft) {
    if (deletes(a.next)) made.add(a.take());
    else if (typeof b.next === "string") made.add(b.take());
    else {
      const size = Math.min(sizeOf(a.next), sizeOf(b.next));
      const [kept, then] = [a.take(size), b.take(size)];
      if (!deletes(then)) made.add(kept);
      else if (typeof kept !== "string") made.add(then);
    }
  }
  return made.done();
}

/**
 * The operation as it is done after the other one, which was made for the same text.
 * Where both insert at one place, what is inserted by the one on the left comes first.
 *
 * @returns {Operation}
 */
export function transform(/** @type {Operation} */ operation, /** @type {Operation} */ other, /** @type {"left" | "right"} */ side) {
  const [a, b, made] = [new Reader(operation), new Reader(other), new Writer()];
  while (a.isLeft) {
    if (typeof a.next === "string" && (side === "left" || typeof b.next !== "string")) made.add(a.take());
    else if (typeof b.next === "string") made.add(sizeOf(b.take()));
    else {
      const size = Math.min(sizeOf(a.next), sizeOf(b.next));
      const [ours, theirs] = [a.take(size), b.take(size)];
      if (!deletes(theirs)) made.add(ours);
    }
  }
  return made.done();
}

/** The text afterwards. */
export function apply(/** @type {Operation} */ operation, /** @type {string} */ text) {
  let [made, at] = ["", 0];
  for (const piece of operation) {
    if (typeof piece === "string") made += piece;
    else {
      if (piece > 0) made += text.slice(at, at + piece);
      at += Math.abs(piece);
    }
  }
  if (at > text.length) throw new RangeError("the operation goes beyond the text");
  return made + text.slice(at);
}

/** What undoes an operation on this text. @returns {Operation} */
export function invert(/** @type {Operation} */ operation, /** @type {string} */ text) {
  const made = new Writer();
  let at = 0;
  for (const piece of operation) {
    if (typeof piece === "string") made.add(-piece.length);
    else {
      made.add(piece > 0 ? piece : text.slice(at, at - piece));
      at += Math.abs(piece);
    }
  }
  return made.done();
}

/** Where a place of the text is afterwards; what is inserted right there comes after it. */
export function move(/** @type {number} */ place, /** @type {Operation} */ operation) {
  let at = 0;
  for (const piece of operation) {
    if (at >= place) break;
    if (typeof piece === "string") [at, place] = [at + piece.length, place + piece.length];
    else if (piece > 0) at += piece;
    else place = Math.max(at, place + piece);
  }
  return place;
}

const sizeOf = (/** @type {Piece | undefined} */ piece) =>
  piece === undefined ? Infinity : typeof piece === "string" ? piece.length : Math.abs(piece);

const deletes = (/** @type {Piece | undefined} */ piece) => typeof piece === "number" && piece < 0;

/** Takes an operation apart, piece by piece; after its end it keeps endlessly. */
class Reader {
  constructor(/** @type {Operation} */ operation) {
    this.rest = [...operation].reverse();
  }

  get isLeft() {
    return this.rest.length > 0;
  }

  get next() {
    return this.rest.at(-1);
  }

  /** The next piece, or so much of it. @returns {Piece} */
  take(size = Infinity) {
    const piece = this.rest.pop();
    if (piece === undefined || size >= sizeOf(piece)) return piece ?? size;
    if (typeof piece === "string") {
      this.rest.push(piece.slice(size));
      return piece.slice(0, size);
    }
    this.rest.push(piece - Math.sign(piece) * size);
    return Math.sign(piece) * size;
  }
}

/**
 * Puts an operation together in its one form: no empty piece, no two alike side by side, what is
 * inserted before what is deleted, nothing kept at the end.
 */
class Writer {
  /** @type {Operation} */ made = [];

  add(/** @type {Piece} */ piece) {
    if (!piece) return;
    const before = typeof piece === "string" && deletes(this.made.at(-1)) ? this.made.pop() : undefined;
    const last = this.made.at(-1);
    if (isAlike(last, piece)) this.made[this.made.length - 1] = /** @type {any} */ (last) + piece;
    else this.made.push(piece);
    if (before !== undefined) this.made.push(before);
  }

  done() {
    if (/** @type {any} */ (this.made.at(-1)) > 0 && typeof this.made.at(-1) === "number") this.made.pop();
    return this.made;
  }
}

function isAlike(/** @type {Piece | undefined} */ one, /** @type {Piece} */ other) {
  return typeof one === typeof other && (typeof one === "string" || deletes(one) === deletes(other));
}
