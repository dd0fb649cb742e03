/** The clock of group work: which phase it is, and how it is read. */

import assert from "node:assert/strict";
import { test } from "node:test";

globalThis.HTMLElement ??= /** @type {any} */ (class {});
const { clockFace, phaseOf } = await import("../../static/js/elements/round-clock.js");

const at = (/** @type {number} */ seconds) => new Date(seconds * 1000).toISOString();

test("nothing is shown of a draft and of what is over", () => {
  for (const state of ["", "draft", "closed"]) assert.equal(phaseOf({ state, endsAt: at(50), returnsAt: at(60) }, 0).phase, "");
});

test("it counts down to the opening", () => {
  assert.deepEqual(phaseOf({ state: "opening", opensAt: at(10) }, 4000), { phase: "opening", at: 10_000 });
});

test("then to the end of the work, then to the return", () => {
  const open = { state: "open", endsAt: at(50), returnsAt: at(60) };
  assert.deepEqual(phaseOf(open, 49_999), { phase: "work", at: 50_000 });
  assert.deepEqual(phaseOf(open, 50_000), { phase: "grace", at: 60_000 });
});

test("a round without an end runs on", () => {
  assert.deepEqual(phaseOf({ state: "open", endsAt: "", returnsAt: "" }, 0), { phase: "endless", at: null });
});

test("it reads like a clock", () => {
  assert.deepEqual([0, 9, 75, 3600].map(clockFace), ["0:00", "0:09", "1:15", "60:00"]);
});
