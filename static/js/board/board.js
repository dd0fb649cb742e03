/**
 * A board in a browser: what everybody sees, what this person sees alone, and what waits to be sent, as one.
 *
 * Views read `pieces`, `phase`, `rules`, `card`, `people`, `me`, and hear the events; they never keep a copy.
 * What they want done they ask by `do(operation, said)`: it is on the screen at once, waits in the session's
 * outbox through bad lines and reloads, and is taken off the screen again if it is refused.
 *
 * | event     | detail |
 * |-----------|--------|
 * | `change`  | `{names: Set<string>, all: boolean}`: these pieces look otherwise, or are gone; `all`: draw everything anew (loaded, phase, rules, role) |
 * | `status`  | `{state: "saved" \| "saving" \| "offline" \| "refused", waiting: number}` |
 * | `refused` | `{key, code, text, operation, said, words}`: `words` is what the person had written in it, or "" |
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
import { apply, show } from "./entries.js";
import { isLive, pieceOf, seqOf, State } from "./state.js";

export const freshName = () => newKey().replaceAll("-", "").slice(0, 22);

export class Board extends EventTarget {
  /** @type {Map<string, Seen>} */ pieces = new Map();
  /** Who made something here. @type {Map<number, any>} */ people = new Map();
  #state = new State();
  #role = "observer";
  #names = new Set();
  #all = false;

  /**
   * @param {object} options
   * @param {import("../live/session.js").LiveSession} options.session started by the page, after this
   * @param {string} options.url of the board, with the slash at its end
   * @param {number} options.stream
   * @param {typeof globalThis.fetch} [options.fetch]
   */
  constructor({ session, url, stream, fetch = globalThis.fetch }) {
    super();
    Object.assign(this, { session, url, stream });
    this.fetch = /** @type {typeof globalThis.fetch} */ ((...request) => fetch(...request));
    session.addEventListener("entry", (/** @type {any} */ { detail }) => detail.stream === stream && this.#heard(detail));
    session.addEventListener("resync", (/** @type {any} */ { detail }) => detail.stream === stream && this.load());
  }

  get phase() {
    return this.#state.phase;
  }

  get rules() {
    return this.#state.rules;
  }

  get card() {
    return this.#state.card;
  }

  get me() {
    return { person: this.session.person, role: this.#role, may: (/** @type {string} */ operation, /** @type {Seen | null} */ piece = null) => this.#may(operation, piece) };
  }

  /** Loads the whole board, and follows it from there. */
  async load() {
    const state = await this.#json("state");
    const mine = await this.#json("mine");
    const { stream, epoch, seq, phase, rules, round, totals, card } = state;
    this.#state = Object.assign(new State(), { phase, rules, round, seq, totals, card });
    for (const said of [...state.pieces, ...mine.pieces]) this.#state.pieces.set(said.name, pieceOf(said));
    for (const [name, dots] of Object.entries(mine.dots)) this.#state.dots.set(`${round} ${name}`, Number(dots));
    for (const [person, card] of Object.entries(mine.people)) this.people.set(Number(person), card);
    this.#role = mine.role;
    this.session.follow({ stream, epoch, seq });
    this.#changed(null);
  }

  /** Does something; what it says is on the screen at once. @returns {string} the key of its command */
  do(/** @type {string} */ operation, /** @type {any} */ said) {
    return this.session.do(`board.${operation}`, { stream: this.stream, op: said });
  }

  #heard(/** @type {any} */ { item, card, people }) {
    const { seq, kind, by, data } = item;
    for (const [person, one] of Object.entries(people ?? {})) this.people.set(Number(person), one);
    if (data.now) show(this.#state, data.now, seqOf);
    this.#changed(apply(this.#state, kind, data, [seq, by]));
    this.#state.seq = seq;
    this.dispatchEvent(new CustomEvent("heard", { detail: { item, card } }));
  }

  /** Tells it once for all that happens in one go. */
  #changed(/** @type {string[] | null} */ names) {
    if (!this.#all && !this.#names.size) queueMicrotask(() => this.#tell());
    for (const name of names ?? []) this.#names.add(name);
    if (!names) this.#all = true;
  }

  #tell() {
    const [names, all] = [this.#names, this.#all];
    [this.#names, this.#all] = [new Set(), false];
    for (const name of all ? new Set([...this.#state.pieces.keys(), ...this.pieces.keys()]) : names) this.#look(name);
    this.dispatchEvent(new CustomEvent("change", { detail: { names, all } }));
  }

  #look(/** @type {string} */ name) {
    const piece = this.#state.pieces.get(name);
    if (!piece || !isLive(piece)) this.pieces.delete(name);
    else this.pieces.set(name, {
      ...piece,
      isMine: piece.by === this.session.person,
      isLocked: piece.locked_by !== null,
      isPrivate: piece.private_to !== null,
      isPending: false,
      dots: this.#state.dotsOn(name),
      votes: this.#state.hidesTotals ? 0 : (this.#state.totals[name] ?? 0),
    });
  }

  #may(/** @type {string} */ operation, /** @type {Seen | null} */ piece) {
    return this.#role !== "observer" && Boolean(operation || piece);
  }

  async #json(/** @type {string} */ what) {
    const answer = await this.fetch(`${this.url}${what}`, { credentials: "same-origin" });
    if (!answer.ok || answer.redirected) throw new Error(String(answer.status));
    return answer.json();
  }
}
