/** One's own hand, and others', on the canvas of a board, without a browser. */

import assert from "node:assert/strict";
import { test } from "node:test";

globalThis.HTMLElement ??= /** @type {any} */ (class {});
globalThis.CustomEvent ??= /** @type {any} */ (class extends Event {});
const { Pointing } = await import("../../static/js/board/canvas/pointing.js");
const { Others } = await import("../../static/js/board/canvas/others.js");

function scene({ hasLine = true, hidden = /** @type {string[]} */ ([]) } = {}) {
  const said = /** @type {any[]} */ ([]);
  const clock = { now: 0, waiting: /** @type {any} */ (null), ticks: () => clock.now, setTimeout: (/** @type {any} */ act, /** @type {number} */ ms) => (clock.waiting = { act, at: clock.now + ms }) };
  const line = { hasLine };
  const pointing = new Pointing((doing) => (line.hasLine ? Boolean(said.push(doing)) : false), (name) => !hidden.includes(name), clock);
  const until = (/** @type {number} */ ms) => {
    for (let due = clock.waiting; due && due.at <= ms; due = clock.waiting) {
      clock.now = due.at;
      clock.waiting = null;
      due.act();
    }
    clock.now = ms;
  };
  return { pointing, said, until, line };
}

test("a hand says where it is ten times a second at most, and the last place in any case", () => {
  const { pointing, said, until } = scene();
  for (let ms = 0; ms <= 1000; ms += 5) {
    until(ms);
    pointing.does({ at: [ms, 0] });
  }
  until(2000);
  assert.ok(said.length <= 12, String(said.length));
  assert.deepEqual(said.at(-1), { at: [1000, 0] });
});

test("what did not change is not said again", () => {
  const { pointing, said, until } = scene();
  pointing.does({ at: [1, 1], chosen: ["a"] });
  until(200);
  pointing.does({ at: [2, 1], chosen: ["a"] });
  until(400);
  pointing.does({ at: [2, 1], chosen: ["a"] });
  until(600);
  assert.deepEqual(said, [{ at: [1, 1], chosen: ["a"] }, { at: [2, 1] }]);
});

test("nothing is said of what only oneself sees", () => {
  const { pointing, said, until } = scene({ hidden: ["mine"] });
  pointing.does({ chosen: ["mine", "ours"], writing: ["mine", "text"] });
  until(200);
  assert.deepEqual(said, [{ chosen: ["ours"], writing: null }]);
});

test("without a line nothing waits: when there is one again, everything is said once", () => {
  const { pointing, said, until, line } = scene({ hasLine: false });
  pointing.does({ at: [1, 1] });
  pointing.does({ at: [2, 2], held: [0, 0] });
  until(500);
  assert.deepEqual(said, []);
  line.hasLine = true;
  pointing.again();
  until(1000);
  assert.deepEqual(said, [{ at: [2, 2], held: [0, 0] }]);
});

test("whoever comes says so at once, though they point nowhere yet", () => {
  const { pointing, said, until } = scene();
  pointing.again();
  until(100);
  assert.deepEqual(said, [{ at: null }]);
});

test("what one sees is said once a second", () => {
  const { pointing, said, until } = scene();
  for (let ms = 0; ms <= 2600; ms += 50) {
    until(ms);
    pointing.does({ view: [ms, 0, 10, 10] });
  }
  until(9000);
  const views = said.filter((doing) => doing.view);
  assert.ok(views.length >= 3 && views.length <= 5, String(views.length));
  assert.deepEqual(views.at(-1).view, [2600, 0, 10, 10]);
});

test("who is switched off says nothing but that, and everything when they are back", () => {
  const { pointing, said, until } = scene();
  pointing.does({ at: [1, 1] });
  until(100);
  pointing.turn(false);
  pointing.does({ at: [2, 2] });
  until(500);
  pointing.turn(true);
  until(1000);
  assert.deepEqual(said, [{ at: [1, 1] }, null, { at: [2, 2] }]);
});

test("while nobody's hand is shown on the board, nothing is said", () => {
  const { pointing, said, until } = scene();
  pointing.isShown = false;
  pointing.does({ at: [1, 1] });
  until(500);
  assert.deepEqual(said, []);
});

test("others' hands are put together from what changed, and are gone when they go", () => {
  const others = new Others(/** @type {any} */ (null), /** @type {any} */ (null), 1);
  others.take({ full: true, hands: { 1: { at: [0, 0] }, 2: { at: [5, 5], chosen: ["a"] } }, people: { 2: { name: "Cleo" } } });
  others.take({ hands: { 2: { held: [5, 5] } } });
  assert.deepEqual(others.hands.get(2), { at: [5, 5], chosen: ["a"], held: [5, 5] });
  assert.equal(others.hands.has(1), false);
  others.take({ hands: { 2: { at: [9, 9] } }, people: { 2: { name: "Cleo" } } });
  assert.deepEqual(others.hands.get(2), { at: [9, 9] });
  others.take({ gone: [2] });
  assert.equal(others.hands.size, 0);
});

test("who leads is who says so and is seen", () => {
  const others = new Others(/** @type {any} */ (null), /** @type {any} */ (null), 1);
  others.take({ hands: { 2: { leads: true }, 3: {} }, people: { 2: { name: "Ben" }, 3: { name: "Dov" } } });
  assert.equal(others.leader, null);
  others.take({ hands: { 2: { view: [0, 0, 10, 10] } } });
  assert.equal(others.leader, 2);
  others.take({ hands: { 2: { leads: false } } });
  assert.equal(others.leader, null);
});
