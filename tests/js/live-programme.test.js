import assert from "node:assert/strict";
import { test } from "node:test";

import { dueAt } from "../../static/js/live-programme.js";

test("the programme is due when the server said something begins or ends", () => {
  assert.equal(dueAt("12.5", 1_000), 13_500);
});

test("when all is over it is never due", () => {
  assert.equal(dueAt(null, 1_000), Infinity);
});
