/** What is pressed twice is done once. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { FormKeys } from "../../static/js/elements/form-keys.js";

const DO = "/d/cities/groups/1/do";

function form(fields) {
  const said = new FormData();
  for (const [name, value] of Object.entries({ seen: "3", ...fields })) said.set(name, value);
  return said;
}

const more = (token = "t") => form({ do: "more", minutes: "5", csrfmiddlewaretoken: token, key: token });

test("a double click is sent once", () => {
  const keys = new FormKeys();
  assert.ok(keys.begin(DO, more()));
  assert.equal(keys.begin(DO, more()), null);
  assert.ok(keys.begin(DO, form({ do: "fewer", minutes: "5" })));
});

test("what no answer came to has the same key when it is pressed again, also on a fresh form", () => {
  for (const status of [0, 502]) {
    const keys = new FormKeys();
    const first = keys.begin(DO, more("one"));
    keys.ended(DO, more("one"), status);
    assert.equal(keys.begin(DO, more("two")), first);
  }
});

test("after an answer the same is another thing", () => {
  for (const status of [200, 409]) {
    const keys = new FormKeys();
    const first = keys.begin(DO, more());
    keys.ended(DO, more(), status);
    assert.notEqual(keys.begin(DO, more()), first);
  }
});
