import assert from "node:assert/strict";
import { test } from "node:test";
import { isOutOfOrder, ordered } from "../../static/js/room/wings/question-order.js";

const QUESTIONS = [
  { seq: 4, state: "open", votes: 1 },
  { seq: 7, state: "answered", votes: 9 },
  { seq: 9, state: "open", votes: 3 },
  { seq: 12, state: "open", votes: 3 },
];

test("most votes come first, and of equal ones what was asked first", () => {
  assert.deepEqual(ordered(QUESTIONS, { show: "open", order: "votes" }), [9, 12, 4]);
});

test("by time, what was asked first comes first", () => {
  assert.deepEqual(ordered(QUESTIONS, { show: "open", order: "time" }), [4, 9, 12]);
});

test("only those of one state are shown", () => {
  assert.deepEqual(ordered(QUESTIONS, { show: "answered", order: "time" }), [7]);
  assert.deepEqual(ordered(QUESTIONS, { show: "dismissed", order: "votes" }), []);
});

test("the one that is taken up stands above all", () => {
  const taken = QUESTIONS.map((one) => ({ ...one, isCurrent: one.seq === 4 }));
  assert.deepEqual(ordered(taken, { show: "open", order: "votes" }), [4, 9, 12]);
});

test("a new question at the end is in place, another order and one too many are not", () => {
  const wanted = ordered([...QUESTIONS, { seq: 20, state: "open", votes: 0 }], { show: "open", order: "votes" });
  assert.ok(!isOutOfOrder([9, 12, 4, 20], wanted));
  assert.ok(isOutOfOrder([12, 9, 4, 20], wanted));
  assert.ok(isOutOfOrder([9, 12, 4, 20, 7], wanted));
});
