/** What is confirmed with what waits on top, as views see it; only what may look otherwise is made anew. */

import { perform } from "./reducing.js";
import { isLive, isSeenBy, State } from "./state.js";

/**
 * @typedef {import("./state.js").Piece & {isMine: boolean, isLocked: boolean, isPrivate: boolean, isPending: boolean, dots: number, votes: number}} Seen
 */

export class Screen {
  /** @type {Map<string, Seen>} */ pieces = new Map();
  view = new State();
  #isStale = false;
  #isAll = false;
  /** @type {Set<string>} */ #touched = new Set();
  /** @type {Set<string>} */ #pending = new Set();
  /** @type {Set<string>} */ #names = new Set();
  #wasAll = false;

  /** @param {() => State} confirmed @param {import("./waiting.js").Waiting} waiting @param {import("./deciding.js").Actor} who */
  constructor(confirmed, waiting, who) {
    Object.assign(this, { confirmed, waiting, who });
  }

  /** These pieces may look otherwise; null: everything. */
  mark(/** @type {string[] | null} */ names) {
    this.#isStale = true;
    if (names) for (const name of names) this.#touched.add(name);
    else this.#isAll = true;
  }

  /** What was drawn anew since this was asked last. */
  news() {
    const told = { names: this.#names, all: this.#wasAll };
    [this.#names, this.#wasAll] = [new Set(), false];
    return told;
  }

  refresh() {
    if (!this.#isStale) return this;
    this.#isStale = false;
    for (const name of this.#pending) this.#touched.add(name);
    this.view = this.#lay();
    for (const name of this.#pending) this.#touched.add(name);
    if (this.#isAll) for (const name of [...this.view.pieces.keys(), ...this.pieces.keys()]) this.#touched.add(name);
    for (const name of this.#touched) {
      this.#look(name);
      this.#names.add(name);
    }
    this.#wasAll ||= this.#isAll;
    [this.#touched, this.#isAll] = [new Set(), false];
    return this;
  }

  /** What waits is done once more; what does not fit any more is left out. */
  #lay() {
    this.#pending = new Set();
    const { shown } = this.waiting;
    if (!shown.length) return this.confirmed();
    const view = this.confirmed().draft();
    for (const wish of shown) {
      const done = this.#perform(view, wish);
      wish.isLaid = done.length > 0;
      for (const names of done) {
        if (names) for (const name of names) this.#pending.add(name);
        else this.#isAll = true;
      }
    }
    return view;
  }

  /** Of a text that is not as an edit knows it yet, the edit is left out: pieces that were shown may be ahead of the entries. */
  #perform(/** @type {State} */ view, /** @type {import("./waiting.js").Wish} */ { operation, said, now, at }) {
    if (operation !== "edit_text") return perform(view, operation, said, this.who);
    const { pieces, seq } = this.confirmed();
    const known = pieces.get(said.piece)?.revs[said.field]?.[0] ?? 0;
    return known <= at && at <= seq ? perform(view, operation, { ...said, op: now }, this.who) : [];
  }

  #look(/** @type {string} */ name) {
    const { pieces, totals, hidesTotals } = this.view;
    const piece = pieces.get(name);
    if (!piece || !isLive(piece) || !isSeenBy(piece, this.who.person)) this.pieces.delete(name);
    else this.pieces.set(name, {
      ...piece,
      isMine: piece.by === this.who.person,
      isLocked: piece.locked_by !== null,
      isPrivate: piece.private_to !== null,
      isPending: this.#pending.has(name),
      dots: this.view.dotsOn(name),
      votes: hidesTotals ? 0 : (totals[name] ?? 0),
    });
  }
}
