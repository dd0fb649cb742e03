import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";

import { open } from "./page.js";
import { PlayServer } from "./play-server.js";

let server;
beforeEach(() => {
  server = new PlayServer();
  server.socketsAllowed = false;
});

async function polled() {
  const page = open(server);
  await page.clock.pass(10_000);
  return page;
}

test("where sockets do not get through, the page asks over HTTP", async () => {
  const page = await polled();
  server.post(1, "by request");
  await page.clock.pass(3000);
  assert.deepEqual(page.texts(), ["by request"]);
  assert.equal(page.state(), "polling");
  page.session.stop();
});

test("commands go over HTTP too, in order and once", async () => {
  const page = await polled();
  for (const text of ["a", "b", "c"]) page.post(text);
  await page.clock.pass(3000);
  assert.deepEqual(server.texts(), ["a", "b", "c"]);
  assert.deepEqual(page.texts(), ["a", "b", "c"]);
  page.session.stop();
});

test("a thousand missed entries are fetched page by page", async () => {
  for (let i = 0; i < 1000; i++) server.append(1, "chat.message_posted", { text: `${i}` });
  const page = await polled();
  assert.equal(page.texts().length, 1000);
  assert.deepEqual(page.texts(), server.texts());
  page.session.stop();
});

test("a failed request is repeated, and the command done once", async () => {
  const page = await polled();
  server.isUp = false;
  page.post("patience");
  await page.clock.pass(30_000);
  assert.equal(page.state(), "reconnecting");
  server.isUp = true;
  await page.clock.pass(60_000);
  assert.deepEqual(server.texts(), ["patience"]);
  page.session.stop();
});

test("a socket is tried every minute, and preferred when it opens", async () => {
  const page = await polled();
  server.socketsAllowed = true;
  await page.clock.pass(61_000);
  assert.equal(page.state(), "live");
  const asked = server.asked.length;
  server.post(1, "by socket");
  await page.clock.pass(10_000);
  assert.deepEqual(page.texts(), ["by socket"]);
  assert.equal(server.asked.length, asked);
  page.session.stop();
});

test("after a restart of the server sockets come back at once, not after a minute of polling", async () => {
  server.socketsAllowed = true;
  const page = open(server);
  await page.clock.pass(100);
  server.isUp = false;
  server.cutLines();
  await page.clock.pass(60_000);
  server.isUp = true;
  await page.session.connection.poller.poll();
  await page.clock.pass(10);
  assert.equal(page.state(), "live");
  page.session.stop();
});

test("another epoch asks the page to load its state", async () => {
  const page = await polled();
  server.epoch = "e2";
  await page.clock.pass(3000);
  assert.deepEqual(page.told.resync, [{ stream: 1, epoch: "e2", head: 0 }]);
  page.session.stop();
});

test("a stream out of reach is told as detached", async () => {
  const page = await polled();
  server.streams.delete(1);
  await page.clock.pass(3000);
  assert.deepEqual(page.told.detached, [{ stream: 1, seq: 0 }]);
  page.session.stop();
});

for (const [response, code] of [
  [new Response(null, { status: 302, headers: { location: "/accounts/login/" } }), 4001],
  [new Response("<html>", { status: 403 }), 4010],
  [new Response("<html>", { status: 404 }), 4003],
]) {
  test(`an answer ${response.status} ends the line with ${code}`, async () => {
    const page = open(server, { fetch: async () => response });
    await page.clock.pass(30_000);
    assert.deepEqual([page.state(), page.told.status.at(-1).code], ["closed", code]);
    assert.deepEqual(page.clock.timers, []);
  });
}

test("an answer that makes no sense is asked for again", async () => {
  let answers = 0;
  const broken = () => new Response("<html>", { status: 502 });
  const page = open(server, { fetch: (...request) => (answers++ < 3 ? Promise.resolve(broken()) : server.fetch(...request)) });
  await page.clock.pass(60_000);
  assert.equal(page.state(), "polling");
  page.session.stop();
});
