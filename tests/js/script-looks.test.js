import assert from "node:assert/strict";
import { test } from "node:test";

import { clockface, mineOf } from "../../static/js/room/wings/script-looks.js";

const LOOK = {
  people: [1, 2, 3], may_write: [2, 3], circles: [[1, 2], [3]], names: { 1: "Cleo", 2: "Dov", 3: "Fay" }, together: false,
  roles: [
    { key: "giver", title: "Case giver", people: [1], asks: "Listen.", leads: false, chosen: false },
    { key: "lead", title: "Moderator", people: [2], asks: "", leads: true, chosen: true },
    { key: "notes", title: "Note taker", people: [1], asks: "Write.", leads: false, chosen: true },
  ],
};

test("somebody finds their roles, what these are asked, and with whom they talk", () => {
  const mine = mineOf(LOOK, 1, false, false);
  assert.equal(mine.roles, "Case giver, Note taker");
  assert.equal(mine.asks, "Listen. Write.");
  assert.equal(mine.with, "Dov");
});

test("whoever may not write listens, but the crew and visitors never do", () => {
  assert.equal(mineOf(LOOK, 1, false, false).isListening, true);
  assert.equal(mineOf(LOOK, 2, false, false).isListening, false);
  assert.equal(mineOf(LOOK, 1, true, false).isListening, false);
  assert.equal(mineOf(LOOK, 9, false, false).isListening, false);
});

test("whoever leads steers, and the crew; everyone if nobody leads; facilitators alone where tables keep together", () => {
  const steers = (look, me, isCrew = false, isLead = false) => mineOf(look, me, isCrew, isLead).maySteer;
  assert.deepEqual([1, 2, 9].map((me) => steers(LOOK, me)), [false, true, false]);
  assert.equal(steers(LOOK, 9, true), true);
  const free = { ...LOOK, roles: LOOK.roles.map((role) => ({ ...role, leads: false })) };
  assert.deepEqual([1, 2, 9].map((me) => steers(free, me)), [true, true, false]);
  assert.deepEqual([steers({ ...LOOK, together: true }, 2, true), steers({ ...LOOK, together: true }, 9, true, true)], [false, true]);
});

test("a role that the group chooses is taken over by those of the group who do not have it", () => {
  const takes = (me) => mineOf(LOOK, me, false, false).list.map((role) => role.canTake);
  assert.deepEqual(takes(1), [false, true, false]);
  assert.deepEqual(takes(2), [false, false, true]);
  assert.deepEqual(takes(9), [false, false, false]);
});

test("minutes and seconds are shown as a clock shows them", () => {
  assert.deepEqual([0, -3, 0.2, 59.9, 60, 605].map(clockface), ["0:00", "0:00", "0:01", "1:00", "1:00", "10:05"]);
});
