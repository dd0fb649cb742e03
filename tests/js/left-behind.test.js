/** Words that were refused in a room that is not in view any more. */

import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";

import { LeftBehind, wordsIn } from "../../static/js/room/left-behind.js";
import { MemoryStore } from "../../static/js/live/store.js";
import { open } from "./page.js";
import { EPOCH, PlayServer } from "./play-server.js";

let server;
beforeEach(() => {
  server = new PlayServer();
  server.streams.set(2, []);
});

function notes(session) {
  const shown = new Map();
  const left = new LeftBehind(session, {
    show: (_session, { key, ...command }) => shown.set(key, wordsIn(command)),
    hide: (key) => shown.delete(key),
  });
  return { left, shown };
}

async function taken(page, left) {
  const [socket] = server.sockets;
  socket.tell({ t: "moved", room: 2, stream: 2, epoch: EPOCH, after: 0, head: 0, read: 0, title: "Group 2", rule: "private", seq: 9, kind: "group" });
  await page.clock.pass(10);
  left.look();
}

test("a message that is refused after its writer was moved is kept in whole until they are done with it", async () => {
  const page = open(server);
  const { left, shown } = notes(page.session);
  await page.clock.pass(10);
  await taken(page, left);
  server.refuse = ({ args }) => (args.stream === 1 ? { code: "not-found" } : null);
  const long = "word ".repeat(400);
  const key = page.post(long);
  await page.clock.pass(1000);
  assert.deepEqual([...shown], [[key, long]]);
  page.session.discard(key);
  assert.equal(shown.size, 0);
  page.session.stop();
});

test("one that was refused in view is kept when its room goes out of view, and on the next page", async () => {
  const storage = new MemoryStore();
  const page = open(server, { storage });
  const { left, shown } = notes(page.session);
  server.refuse = () => ({ code: "muted" });
  page.post("mine");
  await page.clock.pass(1000);
  assert.equal(shown.size, 0);
  await taken(page, left);
  assert.deepEqual([...shown.values()], ["mine"]);
  page.session.stop();
  const next = open(server, { storage, room: 2, cursors: [{ stream: 2, epoch: EPOCH, seq: 0 }] });
  const again = notes(next.session);
  await next.clock.pass(1000);
  assert.deepEqual([...again.shown.values()], ["mine"]);
  next.session.stop();
});

test("what a text was refused in view is kept when its room goes out of view", async () => {
  const page = open(server);
  const { left, shown } = notes(page.session);
  server.refuse = () => ({ code: "harvest-closed" });
  page.session.do("texts.edit", { stream: 1, text: "harvest.insight", base: 0, parts: [{ key: "a", op: ["Owners first"] }] });
  await page.clock.pass(1000);
  assert.equal(shown.size, 0);
  await taken(page, left);
  assert.deepEqual([...shown.values()], ["Owners first"]);
  page.session.stop();
});

test("what was typed in a text is told in whole", () => {
  const parts = [{ key: "a", op: [3, "x".repeat(500)] }, { key: "b", op: ["end"] }];
  assert.equal(wordsIn({ name: "texts.edit", args: { parts } }), `${"x".repeat(500)} … end`);
});
