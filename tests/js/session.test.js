import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";

import { HeldClock } from "./held-clock.js";
import { open, Surroundings } from "./page.js";
import { EPOCH, PlayServer } from "./play-server.js";
import { below, seeded, shuffled } from "./random.js";

let server;
beforeEach(() => (server = new PlayServer()));

const many = (n) => Array.from({ length: n }, (_, i) => `message ${i}`);

test("a page goes live and shows what it misses, then what comes, with the author's card", async () => {
  server.post(1, "before");
  const page = open(server);
  await page.clock.pass(10);
  server.post(1, "after");
  await page.clock.pass(10);
  assert.deepEqual(page.texts(), ["before", "after"]);
  assert.equal(page.told.entry[0].card.name, "Cleo");
  assert.deepEqual(page.told.status.map(({ state }) => state), ["connecting", "live"]);
  page.session.stop();
});

test("what the page shows already is not told again", async () => {
  server.post(1, "on the page");
  const page = open(server, { seq: 1 });
  await page.clock.pass(10);
  assert.deepEqual(page.texts(), []);
  page.session.stop();
});

test("commands are sent in order, once, and answered with where they stand", async () => {
  const page = open(server);
  const keys = many(20).map((text) => page.post(text));
  await page.clock.pass(1000);
  assert.deepEqual(server.texts(), many(20));
  assert.deepEqual(page.texts(), many(20));
  assert.deepEqual(page.sent(), keys);
  assert.deepEqual(page.told.command.filter(({ state }) => state === "sent").map(({ seq }) => seq), page.seqs());
  page.session.stop();
});

test("only an edit that stands on another one waits for its board; whatever else a command says, it is sent", async () => {
  const page = open(server);
  page.session.do("board.edit_text", { stream: 1, op: {}, stands_on: { key: "gone", op: [] } });
  const clap = page.session.do("reactions.set", { stream: 1, message: 1, emoji: "clap", on: true });
  await page.clock.pass(1000);
  assert.deepEqual(server.performed, [clap]);
  page.session.stop();
});

test("through lines cut at random, lost answers, and frames lost, doubled and shuffled, nothing is lost or doubled", async () => {
  const random = seeded(Number(process.env.POLYLOGUE_SEED ?? 5));
  const held = [];
  server.tamper = (frame) => {
    if (frame.t !== "entries") return [frame];
    if (random() < 0.15) return [];
    if (random() < 0.2) return held.push(frame), [];
    return shuffled(random, [frame, ...(random() < 0.3 ? [frame] : []), ...held.splice(0)]);
  };
  server.loseAnswer = () => random() < 0.05;
  const page = open(server);
  for (const text of many(300)) {
    page.post(text);
    if (random() < 0.3) server.post(1, `other ${text}`);
    if (random() < 0.02) server.cutLines(1001);
    await page.clock.pass(below(random, 1500));
  }
  server.loseAnswer = () => false;
  server.tamper = (frame) => [frame];
  await page.clock.pass(120_000);
  const mine = server.texts().filter((text) => text.startsWith("message"));
  assert.deepEqual(page.texts(), server.texts());
  assert.equal(new Set(mine).size, mine.length, "nothing twice");
  const setAside = page.told.command.filter(({ state }) => state === "failed");
  assert.deepEqual(mine, many(300).filter((text) => !setAside.some(({ args }) => args.text === text)));
  page.session.stop();
});

test("a command whose answer was lost is done once", async () => {
  let losses = 2;
  server.loseAnswer = () => losses-- > 0;
  const page = open(server);
  page.post("once");
  await page.clock.pass(60_000);
  assert.deepEqual(server.texts(), ["once"]);
  assert.equal(page.sent().length, 1);
  assert.ok(server.performed.length > 1);
  assert.equal(new Set(server.performed).size, 1, "always with the same key");
  page.session.stop();
});

test("a reload in the middle of sending sends the rest, once", async () => {
  server.loseAnswer = () => true;
  const before = open(server);
  before.post("a");
  before.post("b");
  await before.clock.pass(10);
  before.session.stop();
  server.loseAnswer = () => false;
  const after = open(server, { storage: before.storage });
  await after.clock.pass(1000);
  assert.deepEqual(server.texts(), ["a", "b"]);
  assert.deepEqual(after.sent().length, 2);
  after.session.stop();
});

test("what is written without a line is sent when it is back", async () => {
  server.isUp = false;
  const page = open(server);
  page.post("patience");
  await page.clock.pass(60_000);
  assert.equal(page.state(), "reconnecting");
  server.isUp = true;
  await page.clock.pass(60_000);
  assert.deepEqual(server.texts(), ["patience"]);
  assert.equal(page.state(), "live");
  page.session.stop();
});

test("a poison command does not take the line down for ever", async () => {
  server.refuse = ({ args }) => (args.text === "poison" ? { crash: true } : null);
  const page = open(server);
  const key = page.post("poison");
  page.post("good");
  await page.clock.pass(60_000);
  const last = page.told.command.findLast((command) => command.key === key);
  assert.deepEqual([last.state, last.code], ["failed", "set-aside"]);
  assert.deepEqual(server.texts(), ["good"]);
  page.session.stop();
});

test("a command larger than a frame is not sent at all", async () => {
  const page = open(server);
  page.post("ü".repeat(40_000));
  await page.clock.pass(100);
  assert.equal(page.told.command.at(-1).code, "too-large");
  assert.equal(server.performed.length, 0);
  page.session.stop();
});

test("a line that went silent is noticed and replaced", async () => {
  const page = open(server);
  await page.clock.pass(100);
  const dead = server.sockets[0];
  dead.isDeaf = true;
  await page.clock.pass(25_000);
  assert.notEqual(server.sockets[0], dead);
  assert.equal(page.state(), "live");
  page.session.stop();
});

test("a stream that stays behind the heads is asked for again", async () => {
  const page = open(server);
  await page.clock.pass(100);
  server.tamper = (frame) => (frame.t === "entries" ? [] : [frame]);
  server.post(1, "lost on the way");
  server.tamper = (frame) => [frame];
  await page.clock.pass(20_000);
  assert.deepEqual(page.texts(), ["lost on the way"]);
  assert.equal(server.sockets.length, 1);
  assert.ok(server.sockets[0].heard.some(({ t }) => t === "follow"));
  page.session.stop();
});

test("a hole is asked for at once, and while it lasts not over and over", async () => {
  const page = open(server);
  await page.clock.pass(100);
  server.tamper = (frame) => (frame.t === "entries" && frame.from === 1 ? [] : [frame]);
  server.post(1, "lost");
  for (const text of ["next", "one more", "and more"]) server.post(1, text);
  await page.clock.pass(10);
  const asked = server.sockets[0].heard.filter(({ t }) => t === "follow");
  assert.deepEqual(asked.map(({ cursor }) => cursor.seq), [0]);
  assert.deepEqual(page.texts(), []);
  server.tamper = (frame) => [frame];
  await page.clock.pass(20_000);
  assert.deepEqual(page.texts(), server.texts());
  page.session.stop();
});

test("a command that is not answered on a line that works is asked for again", async () => {
  let drops = 1;
  server.tamper = (frame) => (frame.t === "ok" && drops-- > 0 ? [] : [frame]);
  server.person = 8;
  const page = open(server, { person: 8 });
  const key = page.session.do("rooms.raise_hand", { stream: 1 });
  await page.clock.pass(30_000);
  assert.deepEqual(server.performed, [key, key]);
  assert.deepEqual(page.sent(), [key]);
  assert.equal(server.sockets.length, 1);
  page.session.stop();
});

test("entries are acknowledged every 24 to 40 KiB, and at least every five seconds", async () => {
  const page = open(server);
  await page.clock.pass(100);
  const acks = () => server.sockets[0].heard.filter(({ t }) => t === "ack");
  for (const text of many(120)) server.post(1, text.padEnd(700, "."));
  await page.clock.pass(10);
  const [first, second] = acks().map(({ cursors }) => cursors[1]);
  for (const run of [first, second - first]) assert.ok(run > 20 && run < 60, `${first}, ${second}`);
  await page.clock.pass(30_000);
  assert.ok(acks().length >= 2 + 5);
  assert.equal(acks().at(-1).cursors[1], 120);
  page.session.stop();
});

test("a question of a server that has heard nothing is answered though timers sleep", async () => {
  const page = open(server);
  await page.clock.pass(100);
  page.clock.timers = [];
  page.clock.time += 20_000;
  server.sockets[0].tell({ t: "heads", now: server.now, heads: {} });
  await page.clock.pass(0);
  assert.equal(server.sockets[0].heard.at(-1).t, "ack");
  page.session.stop();
});

for (const [code, state] of [[4001, "closed"], [4003, "closed"], [4005, "closed"], [4009, "closed"]]) {
  test(`after ${code} the page does not come back`, async () => {
    const page = open(server);
    await page.clock.pass(10);
    server.sockets[0].bye({ code, retry: false, text: "why" });
    await page.clock.pass(120_000);
    assert.equal(page.state(), state);
    assert.deepEqual([page.told.status.at(-1).code, page.told.status.at(-1).text], [code, "why"]);
    assert.equal(server.sockets.length, 0);
  });
}

test("a page that is too old loads itself again", async () => {
  let reloads = 0;
  const page = open(server, { reload: () => reloads++ });
  await page.clock.pass(10);
  server.sockets[0].bye({ code: 4010, retry: false });
  await page.clock.pass(10);
  assert.equal(reloads, 1);
});

test("nothing is sent in the name of somebody else who signed in meanwhile", async () => {
  let reloads = 0;
  server.person = 8;
  const page = open(server, { reload: () => reloads++ });
  page.post("mine");
  await page.clock.pass(60_000);
  assert.equal(reloads, 1);
  assert.deepEqual(page.sent(), []);
  assert.equal((await page.storage.load()).length, 1);
});

test("after 4101 the page comes back, not before it may", async () => {
  const page = open(server);
  await page.clock.pass(11_000);
  server.sockets[0].bye({ code: 4101, retry: true, after_ms: 4000 });
  await page.clock.pass(3900);
  assert.equal(page.state(), "reconnecting");
  assert.ok(page.told.status.at(-1).retryInMs >= 4000);
  await page.clock.pass(1000);
  assert.equal(page.state(), "live");
  page.session.stop();
});

test("when many lines break at once, the pages spread their first try over the server's window", async () => {
  const pauses = [];
  for (let seed = 0; seed < 30; seed++) {
    const page = open(server, { clock: new HeldClock(seed) });
    await page.clock.pass(11_000);
    server.cutLines();
    pauses.push(page.told.status.at(-1).retryInMs);
    page.session.stop();
  }
  assert.ok(Math.max(...pauses) <= 2000 && Math.max(...pauses) > 1500, `${pauses}`);
  assert.ok(Math.min(...pauses) < 500);
});

test("when the browser is online again, the page does not wait out its pause", async () => {
  const surroundings = new Surroundings();
  server.isUp = false;
  surroundings.navigator.onLine = false;
  const page = open(server, { surroundings });
  await page.clock.pass(600_000);
  assert.equal(page.state(), "offline");
  server.isUp = true;
  surroundings.become(true);
  await page.clock.pass(10);
  assert.equal(page.state(), "live");
  page.session.stop();
});

test("an entry too large for a frame is fetched, and later ones wait for it", async () => {
  server.tamper = (frame) => {
    if (frame.t !== "entries") return [frame];
    const cut = (item) => (item.data.text === "long" ? { ...item, data: { large: true } } : item);
    return [{ ...frame, items: frame.items.map(cut) }];
  };
  const page = open(server);
  await page.clock.pass(10);
  server.isUp = false;
  for (const text of ["before", "long", "after"]) server.post(1, text);
  await page.clock.pass(5);
  assert.deepEqual(page.texts(), ["before"]);
  server.isUp = true;
  await page.clock.pass(5000);
  assert.deepEqual(page.texts(), ["before", "long", "after"]);
  page.session.stop();
});

test("another epoch asks the page to load its state, and goes on from there", async () => {
  const page = open(server);
  server.post(1, "lost by the restore");
  await page.clock.pass(10);
  server.epoch = "e2";
  server.streams.set(1, []);
  server.cutLines(1001);
  await page.clock.pass(5000);
  assert.deepEqual(page.told.resync, [{ stream: 1, epoch: "e2", head: 0 }]);
  page.session.follow({ stream: 1, epoch: "e2", seq: 0 });
  server.post(1, "new history");
  await page.clock.pass(10);
  assert.deepEqual(page.texts(), ["lost by the restore", "new history"]);
  page.session.stop();
});

test("a stream out of reach is told as detached, after what came before it", async () => {
  const page = open(server);
  await page.clock.pass(10);
  server.post(1, "last");
  server.sockets[0].tell({ t: "detached", stream: 1, seq: 1 });
  server.post(1, "not for these eyes");
  await page.clock.pass(10);
  assert.deepEqual(page.texts(), ["last"]);
  assert.deepEqual(page.told.detached, [{ stream: 1, seq: 1 }]);
  page.session.stop();
});

test("a stream that may not be followed is told as detached, and not asked for again", async () => {
  const page = open(server);
  await page.clock.pass(10);
  page.session.follow({ stream: 9, epoch: EPOCH, seq: 4 });
  await page.clock.pass(60_000);
  assert.deepEqual(page.told.detached.map(({ stream, seq }) => [stream, seq]), [[9, 4]]);
  assert.equal(server.sockets[0].heard.filter(({ t, cursor }) => t === "follow" && cursor.stream === 9).length, 1);
  page.session.stop();
});

test("a stream that cannot be followed just now is asked for again", async () => {
  const page = open(server);
  await page.clock.pass(10);
  server.isBusy = true;
  page.session.follow({ stream: 1, epoch: EPOCH, seq: 0 });
  await page.clock.pass(100);
  server.isBusy = false;
  server.post(1, "after a pause");
  await page.clock.pass(600);
  assert.deepEqual(page.texts(), ["after a pause"]);
  assert.deepEqual(page.told.detached, []);
  page.session.stop();
});

test("a stream that is opened between hello and welcome is followed, before anything is said at it", async () => {
  server.streams.set(2, []);
  server.tamper = (frame) => {
    if (frame.t === "welcome") page.session.follow({ stream: 2, epoch: EPOCH, seq: 0 });
    return [frame];
  };
  const page = open(server);
  page.session.addEventListener("welcome", () => page.session.hand(2, { at: null }));
  await page.clock.pass(10);
  server.post(2, "at once");
  await page.clock.pass(10);
  assert.deepEqual(page.texts(), ["at once"]);
  const said = server.sockets[0].heard.filter(({ t }) => t === "follow" || t === "hand");
  assert.deepEqual(said.map(({ t }) => t), ["follow", "hand"]);
  page.session.stop();
});

test("a stream that was lost while away is told as detached", async () => {
  const page = open(server);
  server.streams.set(2, []);
  await page.clock.pass(10);
  page.session.follow({ stream: 2, epoch: "e1", seq: 0 });
  await page.clock.pass(10);
  server.streams.delete(2);
  server.cutLines(1001);
  await page.clock.pass(5000);
  assert.deepEqual(page.told.detached, [{ stream: 2, seq: 0 }]);
  page.session.stop();
});

test("positions are told once a second at most, the newest, and after a loss", async () => {
  const page = open(server);
  await page.clock.pass(10);
  const reads = () => server.sockets.flatMap(({ heard }) => heard.filter(({ t }) => t === "read").map(({ seq }) => seq));
  for (const seq of [1, 2, 3]) page.session.read(1, seq);
  page.session.read(1, 2);
  await page.clock.pass(1100);
  assert.deepEqual(reads(), [3]);
  server.cutLines();
  page.session.read(1, 9);
  await page.clock.pass(5000);
  assert.deepEqual(reads(), [9]);
  page.session.stop();
});

test("typing is told every two seconds at most, and never later", async () => {
  const page = open(server);
  await page.clock.pass(10);
  for (let i = 0; i < 5; i++) page.session.typing(1);
  await page.clock.pass(2100);
  page.session.typing(1);
  await page.clock.pass(10);
  assert.equal(server.sockets[0].heard.filter(({ t }) => t === "typing").length, 2);
  page.session.stop();
});

test("the time at the server is known, whatever the clock here says", async () => {
  const page = open(server);
  await page.clock.pass(6000);
  const ahead = page.session.now() - new Date(server.now);
  assert.ok(ahead >= 0 && ahead <= 6000, `${ahead}`);
  page.session.stop();
});

test("a stopped page leaves no timer behind", async () => {
  const page = open(server);
  page.post("a");
  await page.clock.pass(10);
  page.session.read(1, 1);
  page.session.stop();
  assert.deepEqual(page.clock.timers, []);
});

test("whoever is taken to the room that is in view already hears nothing twice and misses nothing", async () => {
  for (const text of many(5)) server.post(1, text);
  const page = open(server, { seq: 5 });
  await page.clock.pass(10);
  const [socket] = server.sockets;
  socket.tell({ t: "moved", room: 1, stream: 1, epoch: EPOCH, after: 0, head: 5, read: 0, title: "Plenary", rule: "private", seq: 9, kind: "plenary" });
  socket.follows.set(1, 0);
  socket.deliver();
  await page.clock.pass(10);
  assert.deepEqual(page.texts(), []);
  server.post(1, "after");
  await page.clock.pass(10);
  assert.deepEqual(page.texts(), ["after"]);
  page.session.stop();
});
