/**
 * This person's commands that are not confirmed, in their order, and what becomes of them. The session's
 * outbox keeps and sends them; here is what they do to the screen meanwhile.
 *
 * Of each text at most one edit is under way: what is typed meanwhile is one more, `on` the first, and is only
 * sent when that is confirmed, for the text as it is then. Edits follow whatever the server puts before them.
 *
 * @typedef {import("../texts/ot.js").Operation} Edit
 * @typedef {object} Wish
 * @property {string} key
 * @property {string} operation
 * @property {any} said as it was given
 * @property {boolean} isSent whether it may have reached the server
 * @property {number | null} seq its entry, once the server said so
 * @property {boolean} isRefused
 * @property {boolean} isLate it was tried again, and comes after what stands on it
 * @property {boolean} isLaid whether it fits, and is on the screen
 * @property {Edit} now of an edit: what it does to the text as it is confirmed up to entry `at`, and to the edit that it is on
 * @property {number} at
 * @property {{key: string, op: Edit} | null} on
 */

import { compose, transform } from "../texts/ot.js";

export class Waiting {
  /** @type {Wish[]} */ all = [];

  /** Those that belong on the screen: of each text one edit, and what is typed on top of it. */
  get shown() {
    const roots = new Map();
    return this.all.filter((wish) => {
      if (wish.isRefused || this.isStranded(wish)) return false;
      if (wish.operation !== "edit_text") return true;
      const text = `${wish.said.piece} ${wish.said.field}`;
      const root = wish.on && this.find(wish.on.key) ? wish.on.key : wish.key;
      if (!roots.has(text)) roots.set(text, root);
      return roots.get(text) === root;
    });
  }

  /** How many are not done yet, of those that still can be. */
  get count() {
    return this.all.filter((wish) => wish.seq === null && !wish.isRefused && !this.isStranded(wish)).length;
  }

  find(/** @type {string} */ key) {
    return this.all.find((wish) => wish.key === key);
  }

  /** A command that the outbox has; one from an earlier page may have been sent, unless it stands on another. */
  add(/** @type {any} */ { key, name, args: { op, stands_on: on = null } }, /** @type {boolean} */ isNew) {
    const operation = name.slice("board.".length);
    const now = operation === "edit_text" ? compose([], op.op) : [];
    /** @type {Wish} */
    const wish = { key, operation, said: op, isSent: !isNew && !on, seq: null, isRefused: false, isLate: false, isLaid: false, now, at: op.base ?? 0, on };
    this.all.push(wish);
    return wish;
  }

  remove(/** @type {string} */ key) {
    this.all = this.all.filter((wish) => wish.key !== key);
  }

  editsOf(/** @type {string} */ piece, /** @type {string} */ field) {
    return this.all.filter(({ operation, said }) => operation === "edit_text" && said.piece === piece && said.field === field);
  }

  /** The edit of a text that lies on the screen last. */
  lastEdit(/** @type {string} */ piece, /** @type {string} */ field) {
    const edits = new Set(this.editsOf(piece, field));
    return this.shown.filter((wish) => wish.isLaid && edits.has(wish)).at(-1);
  }

  /** The texts that have edits, and from which entry on each is to be followed. */
  texts() {
    /** @type {Map<string, {piece: string, field: string, after: number}>} */
    const found = new Map();
    for (const { operation, said: { piece, field }, at } of this.all) {
      const text = `${piece} ${field}`;
      if (operation === "edit_text") found.set(text, { piece, field, after: Math.min(at, found.get(text)?.after ?? at) });
    }
    return [...found.values()];
  }

  /** Whether a command has not left, and nothing stands on it. */
  isHere(/** @type {string} */ key) {
    const wish = this.find(key);
    return Boolean(wish && !wish.isSent && !this.on(key).length);
  }

  /** Whether it stands on an edit that was refused. */
  isStranded(/** @type {Wish} */ { on }) {
    return Boolean(on && this.find(on.key)?.isRefused);
  }

  /** What stands on a command. */
  on(/** @type {string} */ key) {
    return this.all.filter(({ on }) => on?.key === key);
  }

  /** What is kept of an earlier page knows how the edit that it stands on was, at the same entry. */
  align() {
    for (const wish of this.all.slice()) {
      const { on, at, said } = wish;
      const under = on && this.find(on.key);
      if (on && !under) this.all.unshift(ghost(on, at, said));
      if (on && under && under.at < at) Object.assign(under, { now: on.op, at });
      if (under && this.all.indexOf(under) > this.all.indexOf(wish)) this.late(under);
    }
  }

  /** Is done after all others; what stands on it goes with it. */
  late(/** @type {Wish} */ wish) {
    const later = new Set([wish, ...this.on(wish.key)]);
    wish.isLate = true;
    this.all = [...this.all.filter((one) => !later.has(one)), ...later];
  }

  /** Those that were found to be neither done nor waiting never will be. */
  exorcise() {
    const left = this.all.filter(isGhost);
    for (const { key } of left) this.remove(key);
    return left;
  }

  /**
   * Has the edits of a text follow one that the server put before them.
   * @returns {Edit} what it does to the text on the screen
   */
  past(/** @type {{piece: string, field: string, key?: string, op: Edit}} */ { piece, field, key, op }, /** @type {number} */ seq) {
    const after = new Map();
    const shown = this.lastEdit(piece, field);
    for (const wish of this.editsOf(piece, field)) {
      if (wish.at >= seq) continue;
      const before = (wish.on && after.get(wish.on.key)) ?? op;
      wish.at = seq;
      if (key && wish.key === key) after.set(key, []);
      else {
        after.set(wish.key, transform(before, wish.now, "left"));
        wish.now = transform(wish.now, before, "right");
      }
    }
    return (shown && after.get(shown.key)) ?? op;
  }
}

/** Stands for an edit that is not in the outbox any more. @returns {Wish} */
const ghost = (/** @type {{key: string, op: Edit}} */ { key, op }, /** @type {number} */ at, /** @type {any} */ said) =>
  ({ key, operation: "edit_text", said, isSent: true, seq: 0, isRefused: false, isLate: false, isLaid: false, now: op, at, on: null });

const isGhost = (/** @type {Wish} */ { seq }) => seq === 0;
