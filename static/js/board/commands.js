/** What this person does, as commands in the session's outbox, and what becomes of each: done, refused, given up. */

import { compose } from "../texts/ot.js";

const OF_BOARD = new Set(["set_phase", "set_rules"]);
/** What somebody wrote is never given up by itself. */
const WORDY = new Set(["create_piece", "connect_pieces", "edit_text"]);

/** @typedef {import("./waiting.js").Wish} Wish */

export class Commands {
  /** @type {Map<string, any>} */ refusals = new Map();
  #isMaking = false;

  /**
   * @param {import("../live/session.js").LiveSession} session
   * @param {number} stream
   * @param {import("./waiting.js").Waiting} waiting
   * @param {{seq: () => number | null, refresh: () => void, changed: (names: string[] | null) => void, refused: (refusal: any) => void}} board
   */
  constructor(session, stream, waiting, board) {
    Object.assign(this, { session, stream, waiting, board });
    session.prepare = (command) => this.#prepare(command);
    session.addEventListener("command", (/** @type {any} */ { detail }) => this.#isOurs(detail) && this.#follows(detail));
  }

  /** @returns {string} its key */
  do(/** @type {string} */ operation, /** @type {any} */ said) {
    if (operation === "edit_text") return this.#edit(said);
    return this.#give(operation, operation === "set_fields" ? { ...said, base: this.board.seq() ?? 0 } : said);
  }

  retry(/** @type {string} */ key) {
    this.refusals.delete(key);
    this.session.retry(key);
  }

  discard(/** @type {string} */ key) {
    for (const { key: later } of this.waiting.on(key)) this.session.discard(later);
    this.session.discard(key);
  }

  /** An entry came: it is done by the command of this key, and what was answered to stand up to here is there. */
  confirm(/** @type {string} */ key, /** @type {number} */ seq) {
    const done = this.waiting.all.filter((wish) => (key && wish.key === key) || (wish.seq !== null && wish.seq <= seq));
    for (const wish of done) this.#forget(wish.key);
  }

  /** Has edits that wait follow what was written before the board was loaded. */
  async catchUp(/** @type {import("./fetching.js").Fetching} */ fetching) {
    const { waiting } = this;
    waiting.align();
    for (const { piece, field, after } of waiting.texts()) {
      for (const step of await fetching.since(piece, field, after)) {
        waiting.past({ piece, field, ...step }, step.seq);
        if (step.key && waiting.find(step.key)) waiting.remove(step.key);
      }
    }
    for (const { key } of waiting.exorcise()) for (const wish of waiting.on(key)) this.session.fail(wish.key, "stale");
  }

  // ---- doing -------------------------------------------------------------------------------------

  #give(/** @type {string} */ operation, /** @type {any} */ op, more = {}) {
    this.#isMaking = true;
    const key = this.session.do(`board.${operation}`, { stream: this.stream, op, ...more });
    this.#isMaking = false;
    return key;
  }

  /** What is typed while an edit of the same text has not left becomes one with it. */
  #edit(/** @type {any} */ { piece, field, op }) {
    this.board.refresh();
    const last = this.waiting.lastEdit(piece, field);
    const base = this.board.seq() ?? 0;
    if (last && this.waiting.isHere(last.key)) return this.#more(last, op, base);
    const under = last ? { stands_on: { key: last.key, op: last.now } } : {};
    return this.#give("edit_text", { piece, field, base, op: compose([], op) }, under);
  }

  #more(/** @type {Wish} */ wish, /** @type {any} */ op, /** @type {number} */ base) {
    const { piece, field } = wish.said;
    const under = wish.on && this.waiting.find(wish.on.key);
    wish.now = compose(wish.now, op);
    wish.at = Math.max(wish.at, base);
    wish.said = { piece, field, base: wish.at, op: wish.now };
    wish.on = under ? { key: under.key, op: under.now } : null;
    this.session.amend(wish.key, { stream: this.stream, op: wish.said, ...(wish.on && { stands_on: wish.on }) });
    return wish.key;
  }

  /** What is sent of a command: an edit that stood on another is for the text as it is now. */
  #prepare(/** @type {any} */ command) {
    const { key, args } = command;
    const wish = this.waiting.find(key);
    if (!("stands_on" in args) || (this.#isOurs(command) && !wish)) return args;
    if (!wish || this.waiting.isStranded(wish)) return undefined;
    const under = this.waiting.find(wish.on?.key ?? "");
    const seq = this.board.seq();
    if (under?.isLate) return undefined;
    if (seq === null || under || wish.at > seq) return null;
    const { piece, field } = args.op;
    return { stream: this.stream, op: { piece, field, base: seq, op: wish.now } };
  }

  #isOurs(/** @type {any} */ { name, args }) {
    return name.startsWith("board.") && args.stream === this.stream && args.op;
  }

  // ---- what becomes of it ------------------------------------------------------------------------

  #follows(/** @type {any} */ command) {
    const { key, state, seq, args } = command;
    const isKnown = this.waiting.find(key);
    const wish = isKnown ?? (["waiting", "failed"].includes(state) ? this.waiting.add(command, this.#isMaking) : undefined);
    if (!wish) return;
    if (state === "waiting" && wish.isRefused) this.#again(wish);
    else if (state === "sending") Object.assign(wish, { isSent: true, said: args.op, on: null });
    else if (state === "sent") this.#done(wish, seq);
    else if (state === "failed") this.#refused(wish, command);
    else if (state === "discarded") this.#forget(key);
    this.board.changed(OF_BOARD.has(wish.operation) ? null : []);
  }

  #again(/** @type {Wish} */ wish) {
    wish.isRefused = false;
    this.refusals.delete(wish.key);
    this.waiting.late(wish);
  }

  #done(/** @type {Wish} */ wish, /** @type {number | undefined} */ seq) {
    wish.seq = seq ?? null;
    if (seq === undefined || seq <= (this.board.seq() ?? 0)) this.#forget(wish.key);
  }

  #forget(/** @type {string} */ key) {
    this.waiting.remove(key);
    this.refusals.delete(key);
  }

  /** It is off the screen; what it said is kept, and offered. */
  #refused(/** @type {Wish} */ wish, /** @type {any} */ { key, code, text }) {
    wish.isRefused = true;
    const { operation, said } = wish;
    const refusal = { key, code, text, operation, said, words: this.#wordsIn(wish) };
    if (refusal.words || code === "stale") this.refusals.set(key, refusal);
    else this.session.clock.setTimeout(() => this.discard(key), 0);
    this.board.refused(refusal);
  }

  /** What somebody wrote in it, and in what stands on it. */
  #wordsIn(/** @type {Wish} */ { key, operation, said, now }) {
    if (!WORDY.has(operation)) return "";
    const { colour, points, ...fields } = said.fields ?? {};
    const later = this.waiting.on(key).map((wish) => wish.now);
    const words = operation === "edit_text" ? later.reduce(compose, now) : [said.label, ...Object.values(fields)];
    return words.filter((one) => typeof one === "string" && one).join(" … ");
  }
}
