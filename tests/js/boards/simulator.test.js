/**
 * People at one board on bad lines, with the real session, outbox and board of the browser: whatever happens, each
 * screen ends as the server has it for that person, every word is in the log once, or offered as a draft.
 */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { Board, freshName } from "../../../static/js/board/board.js";
import { textsOf } from "../../../static/js/board/kinds.js";
import { isLive, isSeenBy } from "../../../static/js/board/state.js";
import { LiveSession } from "../../../static/js/live/session.js";
import { MemoryStore } from "../../../static/js/live/store.js";
import { HeldClock, settle } from "../held-clock.js";
import { Surroundings } from "../page.js";
import { below, seeded, shuffled } from "../random.js";
import { BoardServer } from "./board-server.js";

const { permits } = JSON.parse(readFileSync(process.env.BOARD_RUNS, "utf8"));
const FIRST = Number(process.env.BOARD_SEED ?? 0);
const [RUNS, STEPS] = FIRST ? [60, 1500] : [8, 400];
const ROLES = [[1, "lead"], [2, "host"], [3, "member"], [4, "member"]];
const TABS = [1, 2, 3, 3, 4];
const SIGNS = ["a", "Trams ", "😀", "é", "שלום"];
const MARK = /\[\d+\]/gu;

class Tab {
  clock = new HeldClock();
  storage = new MemoryStore();
  told = new Set();

  constructor(server, person) {
    Object.assign(this, { server, person, door: server.doors.get(person) });
    this.begin();
  }

  begin() {
    this.session = new LiveSession({
      slug: "cities", origin: "http://here.test", csrf: "token", person: this.person, cursors: [], storage: this.storage, clock: this.clock,
      WebSocket: this.door.WebSocket, fetch: this.door.fetch, locks: null, surroundings: new Surroundings(), reload() {},
    });
    this.board = new Board({ session: this.session, url: "http://here.test/board/", stream: 1, fetch: this.door.fetch });
    this.board.addEventListener("refused", ({ detail: { words } }) => this.told.add(words));
    const { board } = this;
    board.addEventListener("status", ({ detail }) => board === this.board && (this.status = detail));
    this.session.start();
    void this.board.load();
  }

  /** What a page does ends with it. */
  async reload() {
    this.session.stop();
    await settle();
    this.begin();
  }
}

/** Whether a change of what stands from `start` to `end` takes from a word, or comes between its signs. */
const touches = (start, end, from, to) => (start < end ? start < to && end > from : start > from && start < to);

class World {
  expected = new Set();
  marks = 0;

  constructor(seed) {
    this.random = seeded(seed);
    this.server = new BoardServer(permits, new Map(ROLES));
    this.tabs = TABS.map((person) => new Tab(this.server, person));
    for (const door of this.server.doors.values()) {
      door.tamper = (frame) => (frame.t === "entries" && this.random() < 0.15 ? this.#spoilt(frame) : [frame]);
      door.loseAnswer = () => this.random() < 0.02;
    }
  }

  #spoilt(frame) {
    const way = this.random();
    return way < 0.4 ? [] : way < 0.7 ? [frame, frame] : (queueMicrotask(() => {}), [frame]);
  }

  async run(steps) {
    for (const { clock } of this.tabs) await clock.pass(200);
    for (let step = 0; step < steps; step++) {
      const tab = this.#some(this.tabs);
      const chance = this.random();
      if (chance < 0.6) this.#wish(tab);
      else if (chance < 0.62) this.#some([...this.server.doors.values()]).cutLines();
      else if (chance < 0.63) this.#goes(tab, false);
      else if (chance < 0.67) this.#goes(tab, true);
      else if (chance < 0.68) await tab.reload();
      else if (chance < 0.685) this.#roles(tab);
      else if (chance < 0.7) for (const key of tab.board.refusals.keys()) tab.board.retry(key);
      else await tab.clock.pass(50 + below(this.random, 800));
    }
  }

  /** A tab works on without a line while its clock and everybody's goes on, and so do the others. */
  async leave(tab, minutes) {
    const others = this.tabs.filter((one) => one !== tab);
    this.#goes(tab, false);
    for (let second = 0; second < 60 * minutes; second += 10) {
      this.#wish(tab);
      for (let wish = 0; wish < 3; wish++) this.#wish(this.#some(others));
      for (const { clock } of this.tabs) await clock.pass(10_000);
    }
    const { state, waiting } = tab.status;
    this.#goes(tab, true);
    return { state, waiting, missed: this.server.log.length - tab.board.seq };
  }

  #some(things) {
    return things[below(this.random, things.length)];
  }

  #goes({ door }, isUp) {
    door.isUp = isUp;
    if (!isUp) door.cutLines();
  }

  #roles({ person }) {
    if (person > 2) this.server.roles.set(person, this.#some(["member", "member", "host", "observer"]));
  }

  #wish({ board, person }) {
    if (!board.isLoaded) return;
    const pieces = [...board.pieces.values()];
    const one = this.#some(pieces);
    const some = shuffled(this.random, pieces).slice(0, 1 + below(this.random, 2)).map(({ name }) => name);
    const chance = this.random();
    if (person === 1 && chance < 0.03) board.do("set_phase", { phase: this.#some(["plan", "plan", "vote", "cluster"]) });
    else if (person === 1 && chance < 0.06) board.do("set_rules", { is_private: this.random() < 0.4 });
    else if (pieces.length < 6 || (chance < 0.15 && pieces.length < 40)) this.#create(board);
    else if (chance < 0.55) this.#type(board, one);
    else if (chance < 0.65) board.do("move_pieces", { spots: some.map((name) => [name, below(this.random, 900), below(this.random, 900)]) });
    else if (chance < 0.73) board.do("place_pieces", { pieces: some, lane: this.#some(["", "lane-1", "lane-2"]), after: this.#some([null, "", one.name]) });
    else if (chance < 0.8) board.do("set_fields", { piece: one.name, fields: { colour: this.#some(["red", "blue", null]) } });
    else if (chance < 0.84) board.do("vote", { piece: one.name, dots: below(this.random, 3) });
    else if (chance < 0.88) board.do("delete_pieces", { pieces: [one.name] });
    else if (chance < 0.92) board.do("lock_pieces", { pieces: [one.name] });
    else if (chance < 0.95) board.do("unlock_pieces", { pieces: [one.name] });
    else if (chance < 0.98) board.do("connect_pieces", { piece: freshName(), start: one.name, end: this.#some(pieces).name });
    else board.do("undo", { entry: Math.max(1, board.seq - below(this.random, 8)) });
  }

  #create(board) {
    const type = this.#some(["card", "note", "group", "text"]);
    const [field] = Object.keys(textsOf(type, board.card));
    board.do("create_piece", { piece: freshName(), type, fields: { [field]: this.#mark() }, lane: this.#some(["", "lane-1", "lane-2"]) });
  }

  /** What is typed is marked; what is deleted on the same screen need not be found later. */
  #type(board, piece) {
    const [field] = Object.keys(textsOf(piece.kind, board.card));
    if (!field) return;
    const was = piece.fields[field] ?? "";
    const signs = [...was];
    const at = below(this.random, signs.length + 1);
    const gone = this.random() < 0.2 ? signs.slice(at, at + 1 + below(this.random, 4)).join("") : "";
    const words = this.random() < 0.9 && was.length < 80 ? this.#some(SIGNS) + this.#mark() : "";
    const start = signs.slice(0, at).join("").length;
    const is = was.slice(0, start) + words + was.slice(start + gone.length);
    const end = start + gone.length;
    // By place: the same signs may stand beside it, and be left when its own are taken.
    for (const { 0: mark, index } of was.matchAll(MARK)) if (touches(start, end, index, index + mark.length)) this.expected.delete(mark);
    const op = [start, words, -gone.length].filter(Boolean);
    if (words || gone) board.do("edit_text", { piece: piece.name, field, op });
  }

  #mark() {
    const mark = `[${++this.marks}]`;
    this.expected.add(mark);
    return mark;
  }

  async settle() {
    for (const door of this.server.doors.values()) Object.assign(door, { isUp: true, tamper: (frame) => [frame], loseAnswer: () => false });
    const isAway = ({ status }) => status.state === "offline" || status.waiting;
    for (let turn = 0; turn < 40 || (turn < 200 && this.tabs.some(isAway)); turn++) for (const { clock } of this.tabs) await clock.pass(3000);
    await settle();
  }

  check(seed) {
    const { state, log } = this.server;
    for (const { board, person, status } of this.tabs) {
      const where = `seed ${seed}, person ${person}`;
      assert.equal(status.waiting, 0, where);
      assert.notEqual(status.state, "offline", where);
      const there = [...state.pieces.values()].filter((piece) => isLive(piece) && isSeenBy(piece, person));
      assert.deepEqual(looks([...board.pieces.values()]), looks(there), where);
      assert.deepEqual([board.phase, board.rules], [state.phase, state.rules], where);
      // What comes after is for other eyes.
      const last = log.findLast(({ reader }) => [null, person].includes(reader)).seq;
      assert.ok(board.seq >= last && board.seq <= log.length, `${where}: ${board.seq} of ${last}`);
    }
    this.#checkWords(seed);
  }

  #checkWords(seed) {
    const inserted = this.server.log.flatMap(({ kind, data }) => (kind === "board.text_edited" ? data.op : Object.values(data.fields ?? {})));
    const written = inserted.filter((one) => typeof one === "string").join("\n");
    const drafts = this.tabs.flatMap(({ told }) => [...told]).join("\n");
    for (const mark of this.expected) assert.ok(written.includes(mark) || drafts.includes(mark), `seed ${seed}: ${mark} is lost`);
    const keys = this.server.log.filter(({ kind, data }) => data.key && kind === "board.text_edited").map(({ data }) => data.key);
    assert.equal(new Set(keys).size, keys.length, `seed ${seed}: something was done twice`);
  }
}

const looks = (pieces) =>
  Object.fromEntries(pieces.map(({ name, kind, by, fields, lane, order, group, ends, locked_by, private_to }) => [name, { kind, by, fields, lane, order, group, ends, locked_by, private_to }]).sort());

const SEEDS = [...Array(RUNS).keys()].map((number) => [FIRST + number, STEPS]);
// What once went wrong: a command that was answered while the board was loaded stayed on the screen as pending.
SEEDS.push([1795824600006, 1500]);

for (const [seed, steps] of SEEDS) {
  test(`every screen ends as the server has it, and no word is lost (${seed})`, async () => {
    const world = new World(seed);
    await world.run(steps);
    await world.settle();
    world.check(seed);
    for (const { session } of world.tabs) session.stop();
  });
}

test("who works offline for ten minutes loses nothing, doubles nothing, and is not asked whether it shall still be done", async () => {
  const world = new World(FIRST + 10);
  await world.run(60);
  await world.settle();
  const away = world.tabs.at(-1);
  const { state, waiting, missed } = await world.leave(away, 10);
  assert.equal(state, "offline");
  assert.ok(waiting > 20 && missed > 40, `${waiting} wait, ${missed} are missed`);
  await world.settle();
  world.check(FIRST + 10);
  assert.ok(![...away.board.refusals.values()].some(({ code }) => code === "stale"));
  for (const { session } of world.tabs) session.stop();
});
