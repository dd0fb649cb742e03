/** The browser's reducer and the server's agree: on runs that the server's wrote down (BOARD_RUNS). */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { Refused } from "../../../static/js/board/deciding.js";
import { apply, show } from "../../../static/js/board/entries.js";
import { Permits } from "../../../static/js/board/permits.js";
import { decide } from "../../../static/js/board/reducing.js";
import { isLive, pieceOf, seqOf, State } from "../../../static/js/board/state.js";
import { below, seeded } from "../random.js";

const { permits, roles, runs } = JSON.parse(readFileSync(process.env.BOARD_RUNS, "utf8"));
const UNKNOWN_HERE = new Set(["board.votes_shown", "board.pieces_revealed", "board.orders_renewed"]);
/** The server alone knows what was: a browser shows what it tells of these. */
const FROM_THE_PAST = new Set(["undo", "return_piece", "return_board", "name_version"]);
const actorOf = (person) => {
  const table = new Permits(permits[roles[person]], true);
  return { person, may: (...what) => table.allow(...what) };
};

function take(state, { seq, kind, by, data }) {
  show(state, data.now ?? [], seqOf);
  apply(state, kind, data, [seq, by]);
  state.seq = Math.max(state.seq, seq);
}

const begun = (run) => Object.assign(new State(), { card: run.card });
const plain = (state) => ({
  phase: state.phase, rules: state.rules, round: state.round,
  totals: state.hidesTotals ? {} : state.totals,
  pieces: Object.fromEntries([...state.pieces.values()].filter(isLive).map((piece) => [piece.name, piece])),
  dots: Object.fromEntries([...state.dots].filter(([where, n]) => n && where.startsWith(`${state.round} `)).map(([where, n]) => [where.split(" ")[1], n])),
});
const expected = ({ phase, rules, round, totals, pieces, dots }) => ({
  phase, rules, round, totals, dots, pieces: Object.fromEntries(pieces.map((said) => [said.name, pieceOf(said)])),
});

test("what people get makes of every board what the server has for them", () => {
  for (const run of runs) {
    for (const [person, shot] of Object.entries(run.people)) {
      const state = begun(run);
      for (const entry of run.log) if ([null, Number(person)].includes(entry.person)) take(state, entry);
      assert.deepEqual(plain(state), expected(shot), `seed ${run.seed}, person ${person}`);
    }
  }
});

test("a snapshot from any moment, and pieces told doubled or late, come to the same", () => {
  for (const run of runs) {
    const random = seeded(run.seed + 1);
    for (const [person, shot] of Object.entries(run.people)) {
      const mine = run.log.filter((entry) => [null, Number(person)].includes(entry.person));
      const state = begun(run);
      mine.forEach((entry, at) => {
        take(state, entry);
        if (random() < 0.2) show(state, [...state.pieces.values()].slice(0, 5), seqOf);
        const again = mine[Math.max(0, at - below(random, 30))];
        const isOfPieces = again.kind.startsWith("board.piece") || ["board.fields_set", "board.text_edited"].includes(again.kind);
        if (isOfPieces) apply(state, again.kind, again.data, [again.seq, again.by]);
      });
      assert.deepEqual(plain(state), expected(shot), `seed ${run.seed}, person ${person}`);
    }
  }
});

test("what a browser shows of an operation is what the server tells of it, and it refuses what the server refuses", () => {
  let [done, refused] = [0, 0];
  for (const run of runs) {
    const [all, own] = [begun(run), new Map(Object.keys(roles).map((person) => [Number(person), begun(run)]))];
    let at = 0;
    const forward = (to) => {
      for (; at < to; at++) {
        take(all, run.log[at]);
        for (const [person, state] of own) if ([null, person].includes(run.log[at].person)) take(state, run.log[at]);
      }
    };
    for (const { by, operation, said, key, after, told, why } of run.asked) {
      forward(after);
      if (FROM_THE_PAST.has(operation)) continue;
      const where = `seed ${run.seed}, ${key}: ${operation} ${JSON.stringify(said)} by ${by}`;
      const state = operation === "vote" ? own.get(by) : all;
      const made = decided(state, operation, withoutUnset(said), actorOf(by), key);
      assert.equal(made === null, Boolean(why), `${where}: ${why}`);
      const is = run.log.slice(after, after + told).filter(({ kind }) => !UNKNOWN_HERE.has(kind) || operation === "reveal_pieces");
      if (why) refused += 1;
      else {
        done += 1;
        assert.deepEqual(made, is.map(({ kind, data }) => ({ kind, data: withoutMore(data) })), where);
      }
    }
    forward(run.log.length);
  }
  assert.ok(done > 100 * runs.length && refused > 20 * runs.length, `${done} done, ${refused} refused`);
});

function decided(state, operation, said, who, key) {
  try {
    return decide(state, operation, said, who, key).map(({ kind, data }) => ({ kind, data: withoutMore(data) }));
  } catch (problem) {
    if (problem instanceof Refused || problem instanceof RangeError) return null;
    throw problem;
  }
}

const withoutUnset = (said) => Object.fromEntries(Object.entries(said).filter(([, value]) => value !== undefined));

/** What only the log says: whose values were replaced unseen, and who asked for counts. */
function withoutMore({ unseen, now, key, ...data }) {
  return data;
}
