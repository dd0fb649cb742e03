/**
 * A text of a piece in a textarea, while others write in it too: what is typed goes to the board a moment later,
 * and what others write comes in around the caret.
 */

import { diff } from "../texts/diff.js";
import { Field } from "../texts/field.js";
import { apply, compose, transform } from "../texts/ot.js";
import { Undo } from "../texts/undo.js";

const PACE_MS = 400;
const TYPED = ["input", "compositionstart", "compositionend"];

export class TextField {
  /** Not told to the board yet. @type {import("../texts/ot.js").Operation} */ #loose = [];
  #timer = 0;
  #undo = new Undo();

  /** @param {HTMLTextAreaElement} area @param {import("./board.js").Board} board @param {string} piece @param {string} name of the text */
  constructor(area, board, piece, name) {
    Object.assign(this, { area, board, piece, name });
    area.value = this.#words;
    this.shown = area.value;
    this.field = new Field(area, (op, before) => this.#typed(op, before), () => this.refresh());
    for (const event of TYPED) area.addEventListener(event, this.field);
    area.addEventListener("keydown", this.#pressed);
    area.addEventListener("blur", this.flush);
    addEventListener("pagehide", this.flush);
  }

  stop() {
    this.flush();
    removeEventListener("pagehide", this.flush);
  }

  /** The text may look otherwise now; `edit`: what others did to it, if it is known. */
  refresh(/** @type {import("../texts/ot.js").Operation | undefined} */ edit = undefined) {
    const now = this.#words;
    if (this.field.isComposing || now === this.shown) return;
    const op = edit && leads(edit, this.shown, now) ? edit : diff(this.shown, now);
    const left = transform(op, this.#loose, "left");
    this.#loose = transform(this.#loose, op, "right");
    this.shown = now;
    this.#undo.past(left);
    this.field.change(left);
  }

  flush = () => {
    clearTimeout(this.#timer);
    this.#timer = 0;
    if (!this.#loose.length) return;
    const op = this.#loose;
    this.#loose = [];
    this.shown = apply(op, this.shown);
    this.board.do("edit_text", { piece: this.piece, field: this.name, op });
  };

  /** @returns {string} */
  get #words() {
    return this.board.pieces.get(this.piece)?.fields[this.name] ?? "";
  }

  #typed(/** @type {import("../texts/ot.js").Operation} */ op, /** @type {string} */ before) {
    this.#undo.typed(op, before, performance.now());
    this.#mine(op);
  }

  #mine(/** @type {import("../texts/ot.js").Operation} */ op) {
    this.#loose = compose(this.#loose, op);
    this.#timer ||= setTimeout(this.flush, PACE_MS);
  }

  #pressed = (/** @type {KeyboardEvent} */ event) => {
    const { key, ctrlKey, metaKey, shiftKey } = event;
    const letter = ctrlKey || metaKey ? key.toLowerCase() : "";
    const way = letter === "z" ? (shiftKey ? "again" : "back") : letter === "y" ? "again" : null;
    if (!way) return;
    event.preventDefault();
    event.stopPropagation();
    const op = this.#undo.step(way, this.field.words);
    if (!op) return;
    this.field.change(op, { isOwn: true });
    this.#mine(op);
  };
}

function leads(/** @type {import("../texts/ot.js").Operation} */ op, /** @type {string} */ from, /** @type {string} */ to) {
  try {
    return apply(op, from) === to;
  } catch {
    return false;
  }
}
