import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { diff } from "../../static/js/texts/diff.js";
import { apply, compose, invert, move, transform } from "../../static/js/texts/ot.js";
import { Shared } from "../../static/js/texts/shared.js";
import { Undo } from "../../static/js/texts/undo.js";
import { seeded } from "./random.js";

const VECTORS = JSON.parse(readFileSync(new URL("../texts/vectors.json", import.meta.url), "utf8"));
const SIGNS = ["a", "b", " ", "é", "\n", "😀", "👩‍💻", "ש", "\u0301"];

test("operations are what they are on the server", () => {
  for (const { name, text, a, b, ...is } of VECTORS.operations) {
    assert.deepEqual(transform(a, b, "left"), is["a after b, left"], name);
    assert.deepEqual(transform(a, b, "right"), is["a after b, right"], name);
    assert.deepEqual(transform(b, a, "right"), is["b after a, right"], name);
    assert.deepEqual(compose(a, transform(b, a, "right")), is.both, name);
    assert.equal(apply(is.both, text), is.said, name);
    assert.deepEqual(invert(a, text), is["a taken back"], name);
  }
});

test("differences are what they are on the server", () => {
  for (const { name, was, now, caret, op } of VECTORS.differences) assert.deepEqual(diff(was, now, caret), op, name);
});

test("both orders lead to one text", () => {
  const random = seeded(7);
  for (let run = 0; run < 2000; run++) {
    const text = scribbled("", random, 12);
    const [a, b] = [diff(text, scribbled(text, random)), diff(text, scribbled(text, random))];
    const one = apply(transform(b, a, "right"), apply(a, text));
    assert.equal(one, apply(transform(a, b, "left"), apply(b, text)));
    assert.equal(apply(invert(a, text), apply(a, text)), text);
    assert.doesNotMatch(one, /\p{Surrogate}/u);
  }
});

test("a caret stays before what is inserted where it stands, and after what is inserted before it", () => {
  assert.equal(move(2, [2, "xy"]), 2);
  assert.equal(move(2, [1, "xy"]), 4);
  assert.equal(move(4, [1, -2]), 2);
  assert.equal(move(2, [1, -4]), 1);
});

/** What is in order at the server; commands arrive late, twice, or not at all. */
class Server {
  words = "";
  changes = [];

  take({ base, parts }) {
    const rebased = new Shared(base);
    rebased.sent = parts.map((part) => ({ ...part }));
    for (const change of this.changes.slice(base)) rebased.take(change);
    for (const { key, op } of rebased.sent) {
      this.words = apply(op, this.words);
      this.changes.push({ revision: this.changes.length + 1, op, key });
    }
  }
}

class Writer {
  shared = new Shared(0);
  words = "";
  commands = [];
  made = 0;

  constructor(name, server, random) {
    Object.assign(this, { name, server, random });
  }

  types() {
    const words = scribbled(this.words, this.random);
    this.shared.typed(diff(this.words, words));
    this.words = words;
  }

  handsOver() {
    this.commands.push(this.shared.handOver(() => `${this.name}-${++this.made}`));
  }

  sends() {
    if (!this.commands.length) return;
    this.shared.leaves();
    this.server.take(structuredClone(this.commands.at(-1)));
    if (this.random() < 0.3) this.server.take(structuredClone(this.commands[Math.floor(this.random() * this.commands.length)]));
  }

  hears(most = 3) {
    for (const change of this.server.changes.slice(this.shared.revision).slice(0, most)) {
      assert.ok(this.shared.follows(change));
      this.words = apply(this.shared.take(structuredClone(change)), this.words);
    }
  }
}

test("whatever arrives late or twice, everybody ends with one text, and nothing is lost or doubled", () => {
  for (let seed = 1; seed <= 150; seed++) {
    const random = seeded(seed);
    const server = new Server();
    const writers = [1, 2, 3].map((n) => new Writer(`w${n}`, server, random));
    for (let step = 0; step < 80; step++) {
      const writer = writers[Math.floor(random() * 3)];
      [() => writer.types(), () => writer.handsOver(), () => writer.sends(), () => writer.hears()][Math.floor(random() * 4)]();
    }
    for (const writer of writers) {
      writer.handsOver();
      writer.sends();
    }
    for (const writer of writers) {
      writer.hears(Infinity);
      assert.equal(writer.words, server.words, `seed ${seed}`);
      assert.equal(writer.shared.isWaiting, false);
    }
    const keys = server.changes.map(({ key }) => key);
    assert.equal(new Set(keys).size, keys.length);
  }
});

test("what one takes back is one's own, whatever others wrote meanwhile", () => {
  const undo = new Undo();
  let text = "";
  const type = (op, now) => {
    undo.typed(op, text, now);
    text = apply(op, text);
  };
  const other = (op) => {
    undo.past(op);
    text = apply(op, text);
  };
  const step = (way) => (text = apply(undo.step(way, text) ?? [], text));
  type(["mine "], 0);
  other(["Theirs. "]);
  type([13, "again"], 5000);
  assert.equal(text, "Theirs. mine again");
  step("back");
  assert.equal(text, "Theirs. mine ");
  other([8, "and "]);
  step("back");
  assert.equal(text, "Theirs. and ");
  step("again");
  step("again");
  assert.equal(text, "Theirs. and mine again");
});

test("what is typed in one go is taken back in one", () => {
  const undo = new Undo();
  let text = "";
  for (const [at, sign] of [..."word"].entries()) {
    undo.typed([at, sign].filter(Boolean), text, at * 100);
    text += sign;
  }
  assert.equal(apply(undo.step("back", text), text), "");
  assert.equal(undo.step("back", ""), undefined);
});

function scribbled(text, random, most = 4) {
  const signs = [...text];
  const at = Math.floor(random() * (signs.length + 1));
  const gone = random() < 0.4 ? Math.floor(random() * 4) : 0;
  const made = Array.from({ length: Math.floor(random() * most) }, () => SIGNS[Math.floor(random() * SIGNS.length)]);
  signs.splice(at, gone, ...made);
  return signs.join("");
}
