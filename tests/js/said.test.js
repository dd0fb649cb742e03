/** How long what the server said of a deed stays on a page that others change. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { Said } from "../../static/js/elements/said.js";

test("what was said is there to read for a while, and from then on news take it away", () => {
  let now = 5000;
  const said = new Said(() => now);
  now += 19000;
  assert.equal(said.isRead, false);
  now += 2000;
  assert.equal(said.isRead, true);
});

test("what is said anew has its own time", () => {
  let now = 0;
  const said = new Said(() => now);
  now += 60000;
  said.again();
  assert.equal(said.isRead, false);
});
