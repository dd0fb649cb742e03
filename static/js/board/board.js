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
 * | `status`  | `{state: "saved" \| "saving" \| "offline" \| "refused", waiting: number}`, also when `refusals` are more or fewer |
 * | `refused` | `{key, code, text, operation, said, words}`: `words` is what the person had written in it, or ""; those with words stay in `refusals` until `retry` or `discard` |
 * | `told`    | `{key, result}`: what the server answered beside yes: `unseen` values that were replaced, pieces that an undo `kept` |
 * | `did`     | `{key, operation, said}`: this person did something here; typing in one text may come with the same key again |
 * | `heard`   | `{item, card}`: an entry of the board, whoever's, after it was applied |
 *
 * A piece as views have it. Deleted ones are not in `pieces`; those that only this person sees are.
 *
 * @typedef {import("./screen.js").Seen} Seen
 * `name`, `kind` (card, note, group, lane, connector, text, stroke, image), `by` (author: see `people`), `made`;
 * `fields`: `x`, `y`, `w`, `h`, `colour`, and by kind `title` (cards, groups, lanes; cards have those of `board.card` too),
 * `text` (notes, texts), `label` (connectors), `points` and `width` (strokes), `alt` and `file` (images); what is not set is missing;
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
import { Commands } from "./commands.js";
import { apply, show } from "./entries.js";
import { Fetching } from "./fetching.js";
import { Permits } from "./permits.js";
import { dotsLeft } from "./reducing.js";
import { Screen } from "./screen.js";
import { inOrder, seqOf, State } from "./state.js";
import { Waiting } from "./waiting.js";

const AWAY = new Set(["connecting", "reconnecting", "offline", "closed"]);
const AGAIN_MS = 3000;

export const freshName = () => newKey().replaceAll("-", "").slice(0, 22);

export class Board extends EventTarget {
  /** Who made something here. @type {Map<number, any>} */ people = new Map();
  isLoaded = false;
  #confirmed = new State();
  #waiting = new Waiting();
  #permits = new Permits();
  #role = "observer";
  #line = "connecting";
  /** @type {Map<string, any>} */ #edits = new Map();
  #isTelling = false;
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
    const who = { person: session.person, may: (/** @type {[string, string, string, boolean]} */ ...what) => this.#permits.allow(...what) };
    this.screen = new Screen(() => this.#confirmed, this.#waiting, who);
    this.commands = new Commands(session, stream, this.#waiting, {
      seq: () => (this.isLoaded ? this.#confirmed.seq : null),
      refresh: () => this.screen.refresh(),
      changed: (names) => this.#changed(names),
      refused: (refusal) => this.#refused(refusal),
    });
    const on = (/** @type {string} */ name, /** @type {(detail: any) => void} */ act) =>
      session.addEventListener(name, (/** @type {any} */ { detail }) => act(detail));
    on("entry", (detail) => detail.stream === stream && this.#heard(detail));
    on("resync", (detail) => detail.stream === stream && this.load());
    on("answer", ({ key, result }) => result && this.#tell("told", { key, result }));
    on("welcome", () => this.isLoaded && this.renewMine());
    on("status", ({ state }) => this.#lined(state));
  }

  // ---- what views read ---------------------------------------------------------------------------

  /** @returns {Map<string, Seen>} */
  get pieces() {
    return this.screen.refresh().pieces;
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

  /** What was refused and not decided upon yet, by key. @returns {Map<string, any>} */
  get refusals() {
    return this.commands.refusals;
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
      await this.commands.catchUp(this.fetching);
      if (mine !== this.#loads) return;
      this.commands.confirm("", state.seq);
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
    const key = this.commands.do(operation, said);
    this.#changed([]);
    this.#tell("did", { key, operation, said });
    return key;
  }

  /** Whether a command has not left this browser: then it can be called back. */
  isHere(/** @type {string} */ key) {
    return this.#waiting.isHere(key);
  }

  retry(/** @type {string} */ key) {
    this.commands.retry(key);
  }

  /** Gives up what was refused, or waits still. */
  discard(/** @type {string} */ key) {
    this.commands.discard(key);
  }

  // ---- what the server says ----------------------------------------------------------------------

  #heard(/** @type {any} */ { item, card, people }) {
    const { seq, kind, by, data } = item;
    const state = this.#confirmed;
    this.#meet(people ?? {});
    const now = data.now ?? [];
    show(state, now, seqOf);
    if (kind === "board.text_edited") this.#past(data, seq);
    const names = apply(state, kind, data, [seq, by]);
    state.seq = seq;
    this.commands.confirm(by === this.session.person ? data.key : "", seq);
    if (!kind.startsWith("board.")) void this.renewMine();
    this.#changed(names && [...names, ...now.map((/** @type {any} */ { name }) => name)]);
    this.#tell("heard", { item, card });
    this.session.clock.setTimeout(() => this.session.pump(), 0);
  }

  #past(/** @type {any} */ data, /** @type {number} */ seq) {
    const text = `${data.piece} ${data.field}`;
    const isOwn = this.#waiting.find(data.key)?.operation === "edit_text";
    const op = this.#waiting.past(data, seq);
    if (!isOwn) this.#edits.set(text, compose(this.#edits.get(text) ?? [], op));
  }

  #own(/** @type {any} */ { role, permits, is_open: isOpen, people, pieces, dots }) {
    this.#role = role;
    this.#permits = new Permits(permits, isOpen);
    this.#meet(people);
    show(this.#confirmed, pieces, seqOf);
    for (const [name, count] of Object.entries(dots)) this.#confirmed.dots.set(`${this.#confirmed.round} ${name}`, Number(count));
  }

  #meet(/** @type {Record<string, any>} */ people) {
    for (const [person, card] of Object.entries(people)) this.people.set(Number(person), card);
  }

  #refused(/** @type {any} */ refusal) {
    if (refusal.code === "not-allowed") void this.renewMine();
    this.#tell("refused", refusal);
  }

  #lined(/** @type {string} */ state) {
    this.#line = state;
    this.#showStatus();
  }

  // ---- what views hear ---------------------------------------------------------------------------

  get #now() {
    return this.screen.refresh().view;
  }

  /** Tells it once for all that happens in one go. */
  #changed(/** @type {string[] | null} */ names) {
    this.screen.mark(names);
    if (!this.#isTelling) queueMicrotask(() => this.#show());
    this.#isTelling = true;
  }

  #show() {
    this.#isTelling = false;
    const seen = this.screen.refresh().news();
    const edits = this.#edits;
    this.#edits = new Map();
    if (seen.all || seen.names.size) this.#tell("change", { ...seen, edits });
    this.#showStatus();
  }

  #showStatus() {
    const waiting = this.#waiting.count;
    const state = AWAY.has(this.#line) ? "offline" : waiting ? "saving" : this.refusals.size ? "refused" : "saved";
    const status = `${state} ${waiting} ${this.refusals.size}`;
    if (this.#status === status || !this.isLoaded) return;
    this.#status = status;
    this.#tell("status", { state, waiting });
  }

  #may = (/** @type {string} */ operation, /** @type {import("./state.js").Piece | null} */ piece = null) => {
    const { phase, rules } = this.#now;
    const lock = rules.is_locked ? "board" : piece?.locked_by ? "piece" : "free";
    const asked = piece?.kind === "lane" ? "arrange_lanes" : operation;
    return this.#permits.isOpen && this.#permits.allow(asked, phase, lock, !piece || piece.by === this.session.person);
  };

  #tell(/** @type {string} */ name, /** @type {any} */ detail) {
    this.dispatchEvent(new CustomEvent(name, { detail }));
  }
}
