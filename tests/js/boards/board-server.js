/** A play server with a board: it keeps the promises of docs/board.md, and decides with the browser's reducer, which is the server's. */
import { apply as applyEdit, compose, transform } from "../../../static/js/texts/ot.js";
import { Refused } from "../../../static/js/board/deciding.js";
import { apply, show } from "../../../static/js/board/entries.js";
import { Permits } from "../../../static/js/board/permits.js";
import { decide } from "../../../static/js/board/reducing.js";
import { isLive, isSeenBy, seqOf, State } from "../../../static/js/board/state.js";
import { PlayServer } from "../play-server.js";

const STREAM = 1;
const OF_PIECES = ["fields", "revs", "lane", "order", "group", "ends", "locked_by", "private_to"];

/** One log, and a door for each person: their sockets, their answers, what is theirs to see. */
export class BoardServer {
  state = Object.assign(new State(), { card: [{ name: "title", most: 200, label: "Title" }] });
  log = [];
  doors = new Map();

  constructor(permits, roles) {
    Object.assign(this, { permits, roles });
    for (const person of roles.keys()) this.doors.set(person, new Door(this, person));
    this.tell(1, { kind: "board.rules_set", data: { rules: { ...this.state.rules, hides_votes: false } } });
    for (const lane of ["lane-1", "lane-2"]) this.do(1, "create_piece", { piece: lane, type: "lane", fields: { title: lane } }, `key-${lane}`);
  }

  actor(person) {
    const table = new Permits(this.permits[this.roles.get(person)], true);
    return { person, may: (...what) => table.allow(...what) };
  }

  /** @returns {number | null} the number of its last entry, or null if it is refused */
  do(person, operation, said, key) {
    const door = this.doors.get(person);
    try {
      if (operation === "undo") return this.#undo(person, said.entry, key);
      const state = operation === "vote" ? door.state : this.state;
      const told = decide(state, operation, operation === "edit_text" ? this.#rebased(said) : said, this.actor(person), key);
      for (const one of told) this.tell(person, one);
      if (operation === "set_rules") this.#reveal(person, key);
      return this.log.length;
    } catch (problem) {
      if (problem instanceof Refused || problem instanceof RangeError) return null;
      throw problem;
    }
  }

  tell(by, { kind, data }) {
    const seq = this.log.length + 1;
    const isShown = ["board.pieces_revealed", "board.pieces_restored"].includes(kind);
    const reader = this.#reader(by, kind, data);
    const was = data.field && (this.state.pieces.get(data.piece)?.fields[data.field] ?? "");
    apply(this.state, kind, data, [seq, by]);
    const now = isShown ? { now: data.pieces.map((name) => ({ ...this.state.pieces.get(name) })) } : {};
    const entry = { seq, kind, by, at: "", data: { ...data, ...now }, reader, was };
    this.log.push(entry);
    for (const [person, door] of this.doors) {
      if ([null, person].includes(reader)) door.takes(entry);
      door.streams.set(STREAM, this.log);
    }
  }

  /** Whose eyes an entry is for: what concerns a private piece is for its author. */
  #reader(by, kind, data) {
    if (kind === "board.vote_cast") return by;
    if (kind === "board.pieces_revealed") return null;
    const names = data.pieces ?? (data.spots ?? []).map(([name]) => name).concat(Object.keys(data.orders ?? {}), data.piece ?? []);
    const isPrivate = data.private || names.some((name) => this.state.pieces.get(name)?.private_to);
    return isPrivate ? by : null;
  }

  #rebased({ piece, field, base, op }) {
    for (const { kind, seq, data } of this.log.slice(base)) {
      if (kind === "board.text_edited" && data.piece === piece && data.field === field && seq > base) op = transform(op, data.op, "right");
    }
    return { piece, field, op };
  }

  /** Of the last words alone: enough to have texts changed otherwise than by typing. */
  #undo(person, seq, key) {
    const entry = this.log[seq - 1];
    if (entry?.kind !== "board.text_edited" || entry.by !== person) throw new Refused();
    const { piece, field, op } = entry.data;
    let at = entry.was;
    let back = [];
    for (const one of op) {
      if (typeof one === "string") back.push(-one.length);
      else [back, at] = [[...back, one > 0 ? one : at.slice(0, -one)], at.slice(Math.abs(one))];
    }
    return this.do(person, "edit_text", { piece, field, base: seq, op: compose([], back) }, key) ?? refuse();
  }

  #reveal(person, key) {
    if (this.state.rules.is_private) return;
    const hidden = [...this.state.pieces.values()].filter((piece) => piece.private_to && isLive(piece) && !piece.ends);
    if (hidden.length) this.tell(person, { kind: "board.pieces_revealed", data: { pieces: hidden.map(({ name }) => name), key } });
  }

  shot(person) {
    const shown = (one) => Object.fromEntries(Object.entries(one).filter(([name]) => ["name", "kind", "by", "made", ...OF_PIECES].includes(name)));
    const seen = [...this.state.pieces.values()].filter((piece) => isLive(piece) && isSeenBy(piece, person));
    const { phase, rules, round, totals, card } = this.state;
    return {
      state: { stream: STREAM, epoch: "e1", seq: this.log.length, phase, rules, round, totals, card, pieces: seen.filter((one) => !one.private_to).map(shown) },
      mine: { role: this.roles.get(person), permits: this.permits[this.roles.get(person)], is_open: true, people: {}, pieces: seen.filter((one) => one.private_to).map(shown), dots: this.doors.get(person).dots() },
    };
  }

  since(person, piece, field, after) {
    const found = this.log.slice(after).filter(({ kind, data, reader }) => kind === "board.text_edited" && data.piece === piece && data.field === field && [null, person].includes(reader));
    const steps = [];
    for (const { seq, by, data } of found) {
      if (by !== person && steps.length && !("key" in steps.at(-1))) steps.at(-1).op = compose(steps.at(-1).op, data.op);
      else steps.push({ op: data.op, ...(by === person && { key: data.key }) });
      steps.at(-1).seq = seq;
    }
    return { steps };
  }
}

const refuse = () => {
  throw new Refused();
};

/** What one person's browsers are connected to. */
class Door extends PlayServer {
  state = Object.assign(new State(), { card: [{ name: "title", most: 200, label: "Title" }] });

  constructor(board, person) {
    super();
    Object.assign(this, { board, person });
    this.streams = new Map([[STREAM, board.log]]);
    this.fetchLive = this.fetch;
    this.fetch = (url, request) => (String(url).includes("/live/") ? this.fetchLive(url, request) : this.fetchBoard(String(url)));
  }

  takes({ seq, kind, by, data }) {
    show(this.state, data.now ?? [], seqOf);
    apply(this.state, kind, data, [seq, by]);
    this.state.seq = seq;
  }

  dots() {
    const mine = [...this.state.dots].filter(([where, n]) => n && where.startsWith(`${this.state.round} `));
    return Object.fromEntries(mine.map(([where, n]) => [where.split(" ")[1], n]).filter(([name]) => isLive(this.board.state.pieces.get(name))));
  }

  entries(stream, after, to = this.board.log.length) {
    const items = this.board.log.slice(after, to).filter(({ reader }) => [null, this.person].includes(reader));
    return { t: "entries", stream, epoch: this.epoch, from: after + 1, to, items: items.map(({ reader, was, ...item }) => item), people: {} };
  }

  perform({ key, name, args }) {
    this.performed.push(key);
    const said = JSON.stringify(args);
    const before = this.answers.get(key);
    if (before) return before.said === said ? { ...before.ok, again: true } : { t: "error", key, code: "key-reused", text: "reused", retry_ms: null };
    if ("stands_on" in args) return { t: "error", key, code: "malformed", text: "stands_on", retry_ms: null };
    const seq = this.board.do(this.person, name.slice("board.".length), args.op, key);
    if (seq === null) return { t: "error", key, code: "invalid", text: "no", retry_ms: null };
    const ok = { t: "ok", key, stream: STREAM, seq, result: null, again: false };
    this.answers.set(key, { ok, said });
    for (const door of this.board.doors.values()) queueMicrotask(() => door.ring());
    return ok;
  }

  async fetchBoard(url) {
    if (!this.isUp) throw new TypeError("fetch failed");
    const path = url.split("/board/")[1];
    const shot = structuredClone(this.board.shot(this.person));
    const [, piece, field, , after] = path.split("/");
    const said = path === "state" ? shot.state : path === "mine" ? shot.mine : this.board.since(this.person, piece, field, Number(after));
    return new Response(JSON.stringify(said), { headers: { "content-type": "application/json" } });
  }
}
