/**
 * A textarea in which others write too: tells what was typed in it, and keeps the caret, the scroll
 * and what is being composed where they are when others' words come in.
 */

import { diff } from "./diff.js";
import { apply, move } from "./ot.js";

/** What the server does not take: control characters, and halves of signs. */
const UNSEEN = /[\0-\x08\v-\x1f\x7f-\x9f]|\p{Surrogate}/gu; // eslint-disable-line no-control-regex

export class Field {
  isComposing = false;

  /**
   * @param {HTMLTextAreaElement} area
   * @param {(op: import("./ot.js").Operation, before: string) => void} typed
   * @param {() => void} settled a word was composed to its end
   */
  constructor(area, typed, settled) {
    Object.assign(this, { area, typed, settled });
    this.words = area.value;
  }

  handleEvent(/** @type {any} */ { type, isComposing }) {
    if (type === "compositionstart") this.isComposing = true;
    else if (type === "compositionend") this.#settle();
    else if (!isComposing && !this.isComposing) this.read();
  }

  /** Takes what the person has done to the textarea. */
  read() {
    const { area, words } = this;
    const caret = area.selectionEnd;
    if (UNSEEN.test(area.value)) this.#put(area.value.replace(UNSEEN, ""), caret - (area.value.slice(0, caret).match(UNSEEN)?.length ?? 0));
    const op = diff(words, area.value, document.activeElement === area ? area.selectionEnd : null);
    this.words = area.value;
    if (op.length) this.typed(op, words);
  }

  /** What somebody else has done, or what is taken back: then the caret goes there. */
  change(/** @type {import("./ot.js").Operation} */ op, { isOwn = false } = {}) {
    const { selectionStart, selectionEnd, selectionDirection } = this.area;
    const words = apply(op, this.words);
    const [start, end] = isOwn ? [endOf(op), endOf(op)] : [move(selectionStart, op), move(selectionEnd, op)];
    this.words = words;
    this.#put(words, start, end, selectionDirection);
  }

  #put(/** @type {string} */ words, /** @type {number} */ start, end = start, /** @type {any} */ direction = "none") {
    const { area } = this;
    const top = area.scrollTop;
    if (area.value !== words) area.value = words;
    if (document.activeElement === area) area.setSelectionRange(start, end, direction);
    area.scrollTop = top;
  }

  #settle() {
    this.isComposing = false;
    this.read();
    this.settled();
  }
}

/** Where what an operation does ends. */
function endOf(/** @type {import("./ot.js").Operation} */ op) {
  let [at, end] = [0, 0];
  for (const piece of op) {
    if (typeof piece === "string") at += piece.length;
    else if (piece > 0) at += piece;
    if (typeof piece === "string" || piece < 0) end = at;
  }
  return end;
}
