/**
 * A board in a browser: what everybody sees, what this person sees alone, and what waits to be sent, as one.
 *
 * Views read `pieces`, `phase`, `rules`, `card`, `people`, `me`, and hear the events; they never keep a copy.
 * What they want done they ask by `do(operation, said)`: it is on the screen at once, waits in the session's
 * outbox through bad lines and reloads, and is taken off the screen again if it is refused.
 *
 * | event     | detail |
 * |-----------|--------|
 * | `change`  | `{names: Set<string>, all: boolean, edits: Map<string, Edit>}`: these pieces look otherwise, or are gone; `all`: draw everything anew (loaded, phase, rules, role). `edits`, by `"piece field"`: what others' writing did to a text as the view shows it |
 * | `status`  | `{state: "saved" \| "saving" \| "offline" \| "refused", waiting: number}` |
 * | `refused` | `{key, code, text, operation, said, words}`: `words` is what the person had written in it, or ""; those with words stay in `refusals` until `retry` or `discard` |
 * | `told`    | `{key, result}`: what the server answered beside yes: `unseen` values that were replaced, pieces that an undo `kept` |
 * | `heard`   | `{item, card}`: an entry of the board, whoever's, after it was applied |
 *
 * A piece as views have it. Deleted ones are not in `pieces`; those that only this person sees are.
 *
 * @typedef {import("./state.js").Piece & {isMine: boolean, isLocked: boolean, isPrivate: boolean, isPending: boolean, dots: number, votes: number}} Seen
 * `name`, `kind` (card, note, group, lane, connector, text, stroke), `by` (author: see `people`), `made`;
 * `fields`: `x`, `y`, `w`, `h`, `colour`, and by kind `title` (cards, groups, lanes; cards have those of `board.card` too),
 * `text` (notes, texts), `label` (connectors), `points` and `width` (strokes); what is not set is missing;
 * `lane`, `order` (key within the lane; `""`: in no order), `group`: names, or ""; `ends`: [start, end] of connectors, else null;
 * `dots` are this person's votes on it, `votes` all that may be seen; `isPending`: something of it waits.
 *
 * Operations are those of `whiteboard/operations.py`: `create_piece` {piece, type, fields, lane, after, group},
 * `connect_pieces` {piece, start, end, label}, `set_fields` {piece, fields}, `edit_text` {piece, field, op: for the text as
 * the view shows it}, `move_pieces` {spots: [[name, x, y]]}, `place_pieces` {pieces, lane, after}, `group_pieces` {pieces, group},
 * `delete_pieces`, `restore_pieces`, `lock_pieces`, `unlock_pieces`, `reveal_pieces` {pieces}, `vote` {piece, dots},
 * `set_phase` {phase, anew}, `set_rules` {…}, `undo` {entry}. `base` is filled in here; new pieces get a `freshName()`.
 */

import { newKey } from "../live/keys.js";
import { compose } from "../texts/ot.js";
import { apply, show } from "./entries.js";
import { Fetching } from "./fetching.js";
import { Permits } from "./permits.js";
import { dotsLeft, perform } from "./reducing.js";
import { inOrder, isLive, seqOf, State } from "./state.js";
import { Waiting } from "./waiting.js";

const AWAY = new Set(["connecting", "reconnecting", "offline", "closed"]);
const AGAIN_MS = 3000;
const OF_BOARD = new Set(["set_phase", "set_rules"]);
/** What somebody wrote is never given up by itself. */
const WORDY = new Set(["create_piece", "connect_pieces", "edit_text"]);

export const freshName = () => newKey().replaceAll("-", "").slice(0, 22);

export class Board extends EventTarget {
  /** Who made something here. @type {Map<number, any>} */ people = new Map();
  /** What was refused and not decided upon yet, by key. @type {Map<string, any>} */ refusals = new Map();
  isLoaded = false;
  #confirmed = new State();
  #view = this.#confirmed;
  #waiting = new Waiting();
  #permits = new Permits();
  #role = "observer";
  #line = "connecting";
  /** @type {Map<string, Seen>} */ #pieces = new Map();
  /** @type {Set<string>} */ #touched = new Set();
  /** @type {Set<string>} */ #pending = new Set();
  /** @type {Map<string, any>} */ #edits = new Map();
  #all = false;
  #isStale = false;
  #isMaking = false;
  #loads = 0;
  #status = "";

  /**
   * @param {object} options
   * @param {import("../live/session.js").LiveSession} options.session started by the page, after this
   * @param {string} options.url of the board, with the slash at its end
   * @param {number} options.stream
   * @param {typeof globalThis.fetch} [options.fetch]
   */
  constructor({ session, url, stream, fetch = globalThis.fetch }) {
    super();
    Object.assign(this, { session, stream });
    this.fetching = new Fetching(url, fetch);
    session.prepare = (command) => this.#prepare(command);
    const on = (/** @type {string} */ name, /** @type {(detail: any) => void} */ act) =>
      session.addEventListener(name, (/** @type {any} */ { detail }) => act(detail));
    on("entry", (detail) => detail.stream === stream && this.#heard(detail));
    on("resync", (detail) => detail.stream === stream && this.load());
    on("command", (detail) => this.#isOurs(detail) && this.#follows(detail));
    on("answer", ({ key, result }) => result && this.#tell("told", { key, result }));
    on("welcome", () => this.isLoaded && this.renewMine());
    on("status", ({ state }) => this.#lined(state));
  }

  // ---- what views read ---------------------------------------------------------------------------

  /** @returns {Map<string, Seen>} */
  get pieces() {
    this.#refresh();
    return this.#pieces;
  }

  get phase() {
    return this.#now.phase;
  }

  get rules() {
    return this.#now.rules;
  }

  get card() {
    return this.#now.card;
  }

  get seq() {
    return this.#confirmed.seq;
  }

  get hidesVotes() {
    return this.#now.hidesTotals;
  }

  /** Who looks, and whether they may do an operation now: to a piece, or at all. */
  get me() {
    const { person } = this.session;
    return { person, role: this.#role, isOpen: this.#permits.isOpen, dotsLeft: dotsLeft(this.#now), may: this.#may };
  }

  /** Lanes in their order. @returns {Seen[]} */
  get lanes() {
    return [...this.pieces.values()].filter(({ kind }) => kind === "lane").sort(inOrder);
  }

  // ---- what views ask ----------------------------------------------------------------------------

  /** Loads the whole board, and follows it from there; again and again until it can. */
  async load() {
    const mine = ++this.#loads;
    try {
      const { state, own } = await this.fetching.board();
      if (mine !== this.#loads) return;
      this.#confirmed = state;
      this.#own(own);
      await this.#catchUp();
      if (mine !== this.#loads) return;
      this.isLoaded = true;
      this.session.follow({ stream: this.stream, epoch: this.fetching.epoch, seq: state.seq });
      this.#changed(null);
      this.session.pump();
    } catch {
      if (mine === this.#loads) this.session.clock.setTimeout(() => this.load(), AGAIN_MS);
    }
  }

  /** Asks again what is for this person alone: their role may have changed. */
  async renewMine() {
    const own = await this.fetching.mine().catch(() => null);
    if (own) this.#own(own);
    this.#changed(null);
  }

  /** Does something; what it says is on the screen at once. @returns {string} the key of its command */
  do(/** @type {string} */ operation, /** @type {any} */ said) {
    const key = operation === "edit_text" ? this.#edit(said) : this.#give(operation, this.#based(operation, said));
    this.#changed([]);
    return key;
  }

  /** Whether a command has not left this browser: then it can be called back. */
  isHere(/** @type {string} */ key) {
    const wish = this.#waiting.find(key);
    return Boolean(wish && !wish.isSent && !this.#waiting.on(key).length);
  }

  retry(/** @type {string} */ key) {
    this.refusals.delete(key);
    this.session.retry(key);
  }

  /** Gives up what was refused, or waits still. */
  discard(/** @type {string} */ key) {
    for (const { key: later } of this.#waiting.on(key)) this.session.discard(later);
    this.session.discard(key);
  }

  // ---- doing -------------------------------------------------------------------------------------

  #based(/** @type {string} */ operation, /** @type {any} */ said) {
    return operation === "set_fields" ? { ...said, base: this.#confirmed.seq } : said;
  }

  #give(/** @type {string} */ operation, /** @type {any} */ op, more = {}) {
    this.#isMaking = true;
    const key = this.session.do(`board.${operation}`, { stream: this.stream, op, ...more });
    this.#isMaking = false;
    return key;
  }

  /** What is typed while an edit of the same text has not left becomes one with it. */
  #edit(/** @type {any} */ { piece, field, op }) {
    this.#refresh();
    const last = this.#waiting.lastEdit(piece, field);
    const base = this.#confirmed.seq;
    if (last && this.isHere(last.key)) {
      last.now = compose(last.now, op);
      last.at = Math.max(last.at, base);
      last.said = { piece, field, base: last.at, op: last.now };
      const first = last.on && this.#waiting.find(last.on.key);
      last.on = first ? { key: first.key, op: first.now } : null;
      this.session.amend(last.key, { stream: this.stream, op: last.said, ...(last.on && { on: last.on }) });
      return last.key;
    }
    const on = last ? { on: { key: last.key, op: last.now } } : {};
    return this.#give("edit_text", { piece, field, base, op: compose([], op) }, on);
  }

  /** What is sent of a command: an edit that stood on another is for the text as it is now. */
  #prepare(/** @type {any} */ command) {
    const { key, args } = command;
    if (!this.#isOurs(command)) return "on" in args ? undefined : args;
    const wish = this.#waiting.find(key);
    if (!wish || !("on" in args)) return args;
    if (this.#waiting.isStranded(wish)) return undefined;
    const under = this.#waiting.find(wish.on?.key ?? "");
    if (under?.isLate) return undefined;
    if (!this.isLoaded || under || wish.at > this.#confirmed.seq) return null;
    const { piece, field } = args.op;
    return { stream: this.stream, op: { piece, field, base: this.#confirmed.seq, op: wish.now } };
  }

  #isOurs(/** @type {any} */ { name, args }) {
    return name.startsWith("board.") && args.stream === this.stream && args.op;
  }

  // ---- what becomes of commands ------------------------------------------------------------------

  #follows(/** @type {any} */ command) {
    const { key, state, seq } = command;
    const wish = this.#waiting.find(key) ?? (["waiting", "failed"].includes(state) ? this.#waiting.add(command, this.#isMaking) : undefined);
    if (!wish) return;
    if (state === "waiting" && wish.isRefused) this.#again(wish);
    else if (state === "sending") this.#leaves(wish, command.args);
    else if (state === "sent") this.#done(wish, seq);
    else if (state === "failed") this.#refused(wish, command);
    else if (state === "discarded") this.#forget(key);
    this.#changed(OF_BOARD.has(wish.operation) ? null : []);
  }

  #again(/** @type {import("./waiting.js").Wish} */ wish) {
    wish.isRefused = false;
    this.refusals.delete(wish.key);
    this.#waiting.late(wish);
  }

  #leaves(/** @type {import("./waiting.js").Wish} */ wish, /** @type {any} */ { op }) {
    Object.assign(wish, { isSent: true, said: op, on: null });
  }

  #done(/** @type {import("./waiting.js").Wish} */ wish, /** @type {number | undefined} */ seq) {
    wish.seq = seq ?? null;
    if (seq === undefined || seq <= this.#confirmed.seq) this.#forget(wish.key);
  }

  #forget(/** @type {string} */ key) {
    this.#waiting.remove(key);
    this.refusals.delete(key);
  }

  /** It is off the screen; what it said is kept, and offered. */
  #refused(/** @type {import("./waiting.js").Wish} */ wish, /** @type {any} */ { key, code, text }) {
    wish.isRefused = true;
    const { operation, said } = wish;
    const words = this.#wordsIn(wish);
    const refusal = { key, code, text, operation, said, words };
    if (words || code === "stale") this.refusals.set(key, refusal);
    else this.session.clock.setTimeout(() => this.session.discard(key), 0);
    if (code === "not-allowed") void this.renewMine();
    this.#tell("refused", refusal);
  }

  /** What somebody wrote in it, and in what stands on it. */
  #wordsIn(/** @type {import("./waiting.js").Wish} */ { key, operation, said, now }) {
    if (!WORDY.has(operation)) return "";
    if (operation !== "edit_text") return [said.label, ...Object.entries(said.fields ?? {}).filter(([name]) => name !== "colour").map(([, value]) => value)].filter((one) => typeof one === "string" && one).join("\n");
    const later = this.#waiting.on(key).map((wish) => wish.now);
    return later.reduce(compose, now).filter((one) => typeof one === "string").join(" … ");
  }

  // ---- what the log says -------------------------------------------------------------------------

  #heard(/** @type {any} */ { item, card, people }) {
    const { seq, kind, by, data } = item;
    const state = this.#confirmed;
    for (const [person, one] of Object.entries(people ?? {})) this.people.set(Number(person), one);
    const now = data.now ?? [];
    show(state, now, seqOf);
    if (kind === "board.text_edited") this.#past(data, seq);
    const names = apply(state, kind, data, [seq, by]);
    state.seq = seq;
    this.#confirm(data.key, by, seq);
    if (!kind.startsWith("board.")) void this.renewMine();
    this.#changed(names && [...names, ...now.map((/** @type {any} */ { name }) => name)]);
    this.#tell("heard", { item, card });
    if (by === this.session.person) this.session.clock.setTimeout(() => this.session.pump(), 0);
  }

  #past(/** @type {any} */ data, /** @type {number} */ seq) {
    const text = `${data.piece} ${data.field}`;
    const isOwn = this.#waiting.find(data.key)?.operation === "edit_text";
    const op = this.#waiting.past(data, seq);
    if (!isOwn) this.#edits.set(text, compose(this.#edits.get(text) ?? [], op));
  }

  #confirm(/** @type {string} */ key, /** @type {number} */ by, /** @type {number} */ seq) {
    const done = this.#waiting.all.filter((wish) => (by === this.session.person && wish.key === key) || (wish.seq !== null && wish.seq <= seq));
    for (const wish of done) this.#forget(wish.key);
  }

  /** Has edits that wait follow what was written before the board was loaded. */
  async #catchUp() {
    this.#waiting.align();
    const texts = new Map(this.#waiting.all.filter(({ operation }) => operation === "edit_text").map((wish) => [`${wish.said.piece} ${wish.said.field}`, wish.said]));
    for (const { piece, field } of texts.values()) {
      const edits = this.#waiting.editsOf(piece, field);
      const after = Math.min(...edits.map(({ at }) => at));
      for (const step of await this.fetching.since(piece, field, after)) {
        this.#waiting.past({ piece, field, ...step }, step.seq);
        if (step.key && this.#waiting.find(step.key)) this.#waiting.remove(step.key);
      }
    }
    for (const { key } of this.#waiting.exorcise()) for (const wish of this.#waiting.on(key)) this.#refused(wish, { ...wish, code: "stale", text: "" });
  }

  #own(/** @type {any} */ { role, permits, is_open: isOpen, people, pieces, dots }) {
    this.#role = role;
    this.#permits = new Permits(permits, isOpen);
    for (const [person, card] of Object.entries(people)) this.people.set(Number(person), card);
    show(this.#confirmed, pieces, seqOf);
    for (const [name, count] of Object.entries(dots)) this.#confirmed.dots.set(`${this.#confirmed.round} ${name}`, Number(count));
  }

  // ---- the screen --------------------------------------------------------------------------------

  /** Tells it once for all that happens in one go. */
  #changed(/** @type {string[] | null} */ names) {
    if (!this.#isStale) queueMicrotask(() => this.#show());
    this.#isStale = true;
    if (names) for (const name of names) this.#touched.add(name);
    else this.#all = true;
  }

  #show() {
    this.#refresh();
    const [names, all, edits] = [this.#seen, this.#seenAll, this.#edits];
    [this.#seen, this.#seenAll, this.#edits] = [new Set(), false, new Map()];
    if (all || names.size) this.#tell("change", { names, all, edits });
    this.#showStatus();
  }

  /** @type {Set<string>} */ #seen = new Set();
  #seenAll = false;

  get #now() {
    this.#refresh();
    return this.#view;
  }

  /** What is confirmed with what waits on top; what does not fit any more is left out. */
  #refresh() {
    if (!this.#isStale) return;
    this.#isStale = false;
    const before = this.#pending;
    this.#view = this.#lay();
    if (this.#all) for (const name of [...this.#view.pieces.keys(), ...this.#pieces.keys()]) this.#touched.add(name);
    for (const name of [...before, ...this.#pending]) this.#touched.add(name);
    for (const name of this.#touched) {
      this.#look(name);
      this.#seen.add(name);
    }
    this.#seenAll ||= this.#all;
    [this.#touched, this.#all] = [new Set(), false];
  }

  #lay() {
    this.#pending = new Set();
    const { shown } = this.#waiting;
    if (!shown.length) return this.#confirmed;
    const view = this.#confirmed.draft();
    const who = { person: this.session.person, may: this.#allows };
    for (const wish of shown) {
      const { operation, said, now, at } = wish;
      const isEdit = operation === "edit_text";
      const done = isEdit && !this.#fits(said, at) ? [] : perform(view, operation, isEdit ? { ...said, op: now } : said, who);
      wish.isLaid = done.length > 0;
      for (const names of done) {
        if (names) for (const name of names) this.#pending.add(name);
        else this.#all = true;
      }
    }
    return view;
  }

  /** Whether the text is as an edit knows it: pieces that were shown may be ahead of the entries. */
  #fits(/** @type {any} */ { piece, field }, /** @type {number} */ at) {
    const known = this.#confirmed.pieces.get(piece)?.revs[field]?.[0] ?? 0;
    return known <= at && at <= this.#confirmed.seq;
  }

  #look(/** @type {string} */ name) {
    const { pieces, totals, hidesTotals } = this.#view;
    const piece = pieces.get(name);
    if (!piece || !isLive(piece)) this.#pieces.delete(name);
    else this.#pieces.set(name, {
      ...piece,
      isMine: piece.by === this.session.person,
      isLocked: piece.locked_by !== null,
      isPrivate: piece.private_to !== null,
      isPending: this.#pending.has(name),
      dots: this.#view.dotsOn(name),
      votes: hidesTotals ? 0 : (totals[name] ?? 0),
    });
  }

  // ---- permissions, status -----------------------------------------------------------------------

  #may = (/** @type {string} */ operation, /** @type {import("./state.js").Piece | null} */ piece = null) => {
    const { phase, rules } = this.#now;
    const lock = rules.is_locked ? "board" : piece?.locked_by ? "piece" : "free";
    const asked = piece?.kind === "lane" ? "arrange_lanes" : operation;
    return this.#permits.isOpen && this.#permits.allow(asked, phase, lock, !piece || piece.by === this.session.person);
  };

  #allows = (/** @type {string} */ operation, /** @type {string} */ phase, /** @type {string} */ lock, /** @type {boolean} */ owns) =>
    this.#permits.allow(operation, phase, lock, owns);

  #lined(/** @type {string} */ state) {
    this.#line = state;
    this.#showStatus();
  }

  #showStatus() {
    const waiting = this.#waiting.count;
    const state = AWAY.has(this.#line) ? "offline" : waiting ? "saving" : this.refusals.size ? "refused" : "saved";
    if (this.#status === `${state} ${waiting}`) return;
    this.#status = `${state} ${waiting}`;
    this.#tell("status", { state, waiting });
  }

  #tell(/** @type {string} */ name, /** @type {any} */ detail) {
    this.dispatchEvent(new CustomEvent(name, { detail }));
  }
}
