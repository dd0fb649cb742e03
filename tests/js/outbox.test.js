import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";

import { Outbox } from "../../static/js/live/outbox.js";
import { MemoryStore } from "../../static/js/live/store.js";
import { Tabs } from "../../static/js/live/tabs.js";
import { HeldClock, settle } from "./held-clock.js";

let clock, storage, told;
beforeEach(() => {
  clock = new HeldClock();
  storage = new MemoryStore();
  told = [];
});

const open = () => new Outbox({ clock, storage, tabs: new Tabs("7:x", undefined), told: (c) => told.push(c) });
const post = (outbox, text) => outbox.add("chat.post_message", { stream: 1, text });
const send = (outbox) => {
  const { next } = outbox;
  if (next) outbox.sending(next);
  return next?.key;
};
const ok = (outbox, key, seq = 1) => outbox.answered({ t: "ok", key, seq });
const refuse = (outbox, key, code, retry_ms = null) => outbox.answered({ t: "error", key, code, text: code, retry_ms });
const states = (key) => told.filter((c) => c.key === key).map((c) => c.state);

test("a command waits, is sent, and leaves when it is done", async () => {
  const outbox = open();
  const key = post(outbox, "hello");
  assert.equal(send(outbox), key);
  ok(outbox, key, 5);
  assert.deepEqual(states(key), ["waiting", "sending", "sent"]);
  assert.equal(told.at(-1).seq, 5);
  assert.deepEqual(await storage.load(), []);
});

test("one command is in flight; the next one follows its answer", () => {
  const outbox = open();
  const [first, second] = [post(outbox, "a"), post(outbox, "b")];
  assert.equal(send(outbox), first);
  assert.equal(send(outbox), undefined);
  ok(outbox, first);
  assert.equal(send(outbox), second);
});

test("a lost answer is asked for again with the same key", () => {
  const outbox = open();
  const key = post(outbox, "a");
  send(outbox);
  outbox.unanswered({ abnormal: true });
  assert.equal(send(outbox), key);
  ok(outbox, key);
  assert.deepEqual(states(key), ["waiting", "sending", "waiting", "sending", "sent"]);
});

test("after a reload the same commands are sent in the same order with the same keys", async () => {
  const before = open();
  const keys = ["a", "b", "c"].map((text) => { clock.time += 10; return post(before, text); });
  send(before);
  const after = open();
  await after.restore();
  for (const key of keys) {
    assert.equal(send(after), key);
    ok(after, key);
  }
});

test("what failed is still shown as failed after a reload", async () => {
  const before = open();
  const key = post(before, "a");
  send(before);
  refuse(before, key, "not-allowed");
  told = [];
  await open().restore();
  assert.deepEqual(told.map(({ key, state, code }) => ({ key, state, code })), [{ key, state: "failed", code: "not-allowed" }]);
});

test("a command older than an hour asks its person before it is sent", async () => {
  const key = post(open(), "good morning");
  clock.time += 61 * 60 * 1000;
  const after = open();
  await after.restore();
  assert.equal(told.at(-1).code, "stale");
  assert.equal(after.next, undefined);
  after.retry(key);
  assert.equal(send(after), key);
});

test("slow-down holds the whole queue for as long as the server says", async () => {
  const outbox = open();
  const [first] = [post(outbox, "a"), post(outbox, "b")];
  send(outbox);
  refuse(outbox, first, "slow-down", 700);
  assert.equal(outbox.next, undefined);
  await clock.pass(699);
  assert.equal(outbox.next, undefined);
  await clock.pass(1);
  assert.equal(send(outbox), first);
});

for (const code of ["not-allowed", "invalid", "not-found", "key-reused", "room-closed", "malformed", "unknown-command"]) {
  test(`${code} is a final no: the command is shown as failed and lets others pass`, () => {
    const outbox = open();
    const [first, second] = [post(outbox, "a"), post(outbox, "b")];
    send(outbox);
    refuse(outbox, first, code);
    assert.equal(told.at(-1).code, code);
    assert.equal(send(outbox), second);
  });
}

test("unknown is asked again for as long as it takes; internal three times", async () => {
  for (const [code, times] of [["unknown", 50], ["internal", 3]]) {
    const outbox = open();
    const key = post(outbox, "a");
    for (let i = 0; i < times; i++) {
      assert.equal(send(outbox), key);
      refuse(outbox, key, code, 1000);
      assert.equal(told.at(-1).state, "waiting");
      await clock.pass(31_000);
    }
    outbox.discard(key);
  }
});

test("a command that was under way in three broken lines is set aside", () => {
  const outbox = open();
  const [poison, good] = [post(outbox, "x"), post(outbox, "y")];
  for (let i = 0; i < 3; i++) {
    assert.equal(send(outbox), poison);
    outbox.unanswered({ abnormal: true });
  }
  assert.equal(told.at(-1).code, "set-aside");
  assert.equal(send(outbox), good);
});

test("broken lines are counted across reloads", async () => {
  for (let i = 0; i < 3; i++) {
    const outbox = open();
    if (i === 0) post(outbox, "x");
    await outbox.restore();
    send(outbox);
    outbox.unanswered({ abnormal: true });
    await settle();
  }
  assert.equal(told.at(-1).code, "set-aside");
});

test("lines that were closed in order are not held against a command", () => {
  const outbox = open();
  const key = post(outbox, "a");
  for (let i = 0; i < 10; i++) {
    send(outbox);
    outbox.unanswered({ abnormal: false });
  }
  assert.equal(send(outbox), key);
});

test("a discarded command is gone; one in flight cannot be called back", async () => {
  const outbox = open();
  const [first, second] = [post(outbox, "a"), post(outbox, "b")];
  send(outbox);
  outbox.discard(first);
  outbox.discard(second);
  assert.deepEqual(states(first), ["waiting", "sending"]);
  assert.equal(told.at(-1).state, "discarded");
  assert.deepEqual((await storage.load()).map(({ key }) => key), [first]);
});

test("an error about something else does not touch the command in flight", () => {
  const outbox = open();
  const key = post(outbox, "a");
  send(outbox);
  refuse(outbox, null, "not-found");
  assert.equal(outbox.inFlight.key, key);
  refuse(outbox, null, "malformed");
  assert.equal(told.at(-1).state, "failed");
});

test("a tab takes over from a closed tab, and not from an open one", async () => {
  const { locks } = navigator;
  const tabs = [new Tabs("7:locks", locks), new Tabs("7:locks", locks)];
  const boxes = tabs.map((tab) => new Outbox({ clock, storage, tabs: tab, told: (c) => told.push(c) }));
  await settle();
  const key = post(boxes[0], "a");
  await boxes[1].restore();
  assert.equal(boxes[1].next, undefined);
  tabs[0].leave();
  await settle();
  assert.equal(send(boxes[1]), key);
  tabs[1].leave();
});

test("what a closed tab left waits for the one in flight, however a line ends then", async () => {
  const { locks } = navigator;
  const tabs = [new Tabs("7:left", locks), new Tabs("7:left", locks)];
  const boxes = tabs.map((tab) => new Outbox({ clock, storage, tabs: tab, told: (c) => told.push(c) }));
  await settle();
  const left = post(boxes[0], "left");
  await boxes[1].restore();
  const own = post(boxes[1], "own");
  assert.equal(send(boxes[1]), own);
  tabs[0].leave();
  await settle();
  assert.equal(send(boxes[1]), undefined);
  boxes[1].unanswered({ abnormal: true });
  for (const key of [left, own]) {
    assert.equal(send(boxes[1]), key);
    ok(boxes[1], key);
  }
  tabs[1].leave();
});

test("without a store the outbox still works", () => {
  storage = { load: async () => [], put: () => Promise.reject(new Error("full")), remove: async () => {} };
  const outbox = open();
  const key = post(outbox, "a");
  assert.equal(send(outbox), key);
});

test("a command whose entry is seen is done, even if the server said no afterwards", () => {
  const outbox = open();
  const key = post(outbox, "a");
  send(outbox);
  refuse(outbox, key, "invalid");
  outbox.seen(key, 4);
  assert.deepEqual(states(key), ["waiting", "sending", "failed", "sent"]);
  outbox.seen("another", 5);
});

test("a page may discard a command while it is told that it failed", async () => {
  const outbox = open();
  const key = post(outbox, "a");
  send(outbox);
  outbox.told = ({ state }) => state === "failed" && outbox.discard(key);
  refuse(outbox, key, "not-allowed");
  assert.deepEqual(await storage.load(), []);
  assert.equal(outbox.next, undefined);
});
