/** What wings of a room page do with what the server tells, as far as it needs no browser. */

import assert from "node:assert/strict";
import { test } from "node:test";

globalThis.HTMLElement ??= /** @type {any} */ (class {});
globalThis.customElements ??= /** @type {any} */ ({ define() {} });
const { BECOMES, follow } = await import("../../static/js/room/wings/rounds.js");
const { texts } = await import("../../static/js/room/wings/texts.js");

const entry = (clock, kind, data) => follow(clock, BECOMES[kind], data);

test("the countdown of a draft that is given up ends on every page", () => {
  const clock = { dataset: {} };
  entry(clock, "breakout.round_announced", { round: 4, opens_at: "2026-03-01T10:00:00Z" });
  assert.equal(clock.dataset.state, "opening");
  entry(clock, "breakout.round_dropped", { round: 4 });
  assert.equal(clock.dataset.state, "closed");
});

test("a draft that is given up, or stopped, leaves the clock of the round at work alone", () => {
  const clock = { dataset: {} };
  entry(clock, "breakout.round_opened", { round: 4, ends_at: "", returns_at: "" });
  entry(clock, "breakout.round_dropped", { round: 5 });
  entry(clock, "breakout.opening_stopped", { round: 5 });
  assert.deepEqual(clock.dataset, { state: "open", round: "4", endsAt: "", returnsAt: "" });
});

function page(after, head) {
  const heard = {};
  let asked = 0;
  const root = { dataset: { stream: "1", seq: String(after) }, querySelectorAll: () => [{ catchUp: () => asked++ }] };
  texts({ root, session: new EventTarget(), ask() {}, on: (name, act) => (heard[name] = act), isPast: (seq) => seq <= head });
  return { tell: (name, detail) => heard[name]?.(detail), asked: () => asked };
}

test("whoever is taken into a group finds what its harvest says", () => {
  assert.equal(page(150, 250).asked(), 1);
});

test("nothing is asked for where all of the past comes by itself, or the server made the page", () => {
  assert.equal(page(0, 40).asked(), 0);
  assert.equal(page(250, 0).asked(), 0);
});

test("texts are asked for again with all of the page, and not with what stands around it", () => {
  const shown = page(250, 0);
  shown.tell("renewed", { all: false });
  assert.equal(shown.asked(), 0);
  shown.tell("renewed", { all: true });
  assert.equal(shown.asked(), 1);
});
