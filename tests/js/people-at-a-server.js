/**
 * Real sessions of people at a real server, as one program; tests/rooms/test_live_js.py runs it.
 * Prints `written` when everybody has written half of what they say, and at the end what they saw.
 *
 * node people-at-a-server.js '{"site", "origin", "slug", "stream", "epoch", "people": [{person, session}], "messages", "sockets"}'
 */
import { LiveSession } from "../../static/js/live/session.js";
import { MemoryStore } from "../../static/js/live/store.js";

const CSRF = "c".repeat(32);
const GIVE_UP_MS = 90_000;
const plan = JSON.parse(process.argv[2]);

function cookies(session) {
  return { cookie: `sessionid=${session}; csrftoken=${CSRF}`, origin: plan.origin };
}

function socketOf(session) {
  return class extends WebSocket {
    constructor(url, protocol) {
      super(plan.sockets ? url : "ws://127.0.0.1:9/", { protocols: [protocol], headers: cookies(session) });
    }
  };
}

function fetchOf(session) {
  return (url, request) => fetch(url, { ...request, headers: { ...request.headers, ...cookies(session) } });
}

function open({ person, session }) {
  const live = new LiveSession({
    slug: plan.slug, origin: plan.site, csrf: CSRF, person, room: plan.stream,
    cursors: [{ stream: plan.stream, epoch: plan.epoch, seq: 0 }],
    storage: new MemoryStore(), WebSocket: socketOf(session), fetch: fetchOf(session), locks: null,
  });
  const seen = { person, entries: [], sent: [], failed: [], states: [] };
  live.addEventListener("entry", ({ detail: { item } }) => seen.entries.push([item.seq, item.kind, item.data.text ?? null]));
  live.addEventListener("status", ({ detail }) => seen.states.push(detail.state));
  live.addEventListener("command", ({ detail: { key, state, code, seq, args } }) => {
    if (state === "sent") seen.sent.push([seq, args.text]);
    if (state === "failed") seen.failed.push([key, code]);
  });
  live.start();
  return { live, seen };
}

const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
const pages = plan.people.map(open);
const say = (from, to) => {
  for (let n = from; n < to; n++) {
    for (const { live, seen } of pages) {
      live.do("chat.post_message", { stream: plan.stream, text: `${seen.person} says ${n}` });
    }
  }
};
const half = Math.floor(plan.messages / 2);
const everybodySent = (n) => pages.every(({ seen }) => seen.sent.length + seen.failed.length >= n);
const messages = ({ seen }) => seen.entries.filter(([, kind]) => kind === "chat.message_posted").length;
const isComplete = () => pages.every((page) => messages(page) >= plan.messages * pages.length);

say(0, half);
while (!everybodySent(Math.min(5, half))) await pause(20);
console.log("written");
say(half, plan.messages);
for (const end = Date.now() + GIVE_UP_MS; !(everybodySent(plan.messages) && isComplete()) && Date.now() < end; ) {
  await pause(100);
}
await pause(500);
console.log(JSON.stringify(pages.map(({ seen }) => seen)));
for (const { live } of pages) live.stop();
process.exit(0);
