/** Which pieces lie in a part of the board, without looking at all of them: by cells of a grid. */

import { meets } from "./geometry.js";

const CELL = 600;
/** A box over more cells than this is looked at each time. */
const MOST_CELLS = 64;

/** @typedef {import("./geometry.js").Box} Box */

export class Grid {
  /** @type {Map<string, Box>} */ boxes = new Map();
  /** @type {Map<string, Set<string>>} */ #cells = new Map();
  /** @type {Set<string>} */ #large = new Set();

  set(/** @type {string} */ name, /** @type {Box} */ box) {
    const before = this.boxes.get(name);
    if (before && before.x === box.x && before.y === box.y && before.w === box.w && before.h === box.h) return;
    this.delete(name);
    this.boxes.set(name, box);
    const cells = cellsOf(box);
    if (!cells) this.#large.add(name);
    for (const cell of cells ?? []) {
      const held = this.#cells.get(cell);
      if (held) held.add(name);
      else this.#cells.set(cell, new Set([name]));
    }
  }

  delete(/** @type {string} */ name) {
    const box = this.boxes.get(name);
    if (!box) return;
    this.boxes.delete(name);
    if (this.#large.delete(name)) return;
    for (const cell of cellsOf(box) ?? []) {
      const held = this.#cells.get(cell);
      held?.delete(name);
      if (!held?.size) this.#cells.delete(cell);
    }
  }

  clear() {
    this.boxes.clear();
    this.#cells.clear();
    this.#large.clear();
  }

  /** The pieces of which something lies in the box. @returns {Set<string>} */
  in(/** @type {Box} */ box) {
    /** @type {Set<string>} */ const found = new Set();
    const take = (/** @type {string} */ name) => meets(/** @type {Box} */ (this.boxes.get(name)), box) && found.add(name);
    const cells = cellsOf(box);
    if (!cells) for (const name of this.boxes.keys()) take(name);
    else {
      for (const cell of cells) for (const name of this.#cells.get(cell) ?? []) take(name);
      for (const name of this.#large) take(name);
    }
    return found;
  }
}

/** The cells that a box lies in, or null if they are too many. @returns {string[] | null} */
function cellsOf(/** @type {Box} */ { x, y, w, h }) {
  const [left, top] = [Math.floor(x / CELL), Math.floor(y / CELL)];
  const [right, bottom] = [Math.floor((x + w) / CELL), Math.floor((y + h) / CELL)];
  if ((right - left + 1) * (bottom - top + 1) > MOST_CELLS) return null;
  const cells = [];
  for (let column = left; column <= right; column++) for (let row = top; row <= bottom; row++) cells.push(`${column} ${row}`);
  return cells;
}
