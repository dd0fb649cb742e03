import assert from "node:assert/strict";
import { test } from "node:test";

import { Draft } from "../../static/js/elements/drafts.js";

function storage() {
  const kept = new Map();
  return {
    getItem: (name) => kept.get(name) ?? null,
    setItem: (name, text) => kept.set(name, text),
    removeItem: (name) => kept.delete(name),
  };
}

test("what a guest began to write goes on under the account, once", () => {
  const browser = storage();
  new Draft("7.1", browser).keep("begun as a guest");
  new Draft("9.1", browser).inherit(new Draft("7.1", browser));
  assert.equal(new Draft("9.1", browser).text, "begun as a guest");
  assert.equal(new Draft("7.1", browser).text, "");
});

test("what the account has begun itself comes first", () => {
  const browser = storage();
  new Draft("7.1", browser).keep("begun as a guest");
  new Draft("9.1", browser).keep("my own");
  new Draft("9.1", browser).inherit(new Draft("7.1", browser));
  assert.equal(new Draft("9.1", browser).text, "my own");
});
