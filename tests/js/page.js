/** A page in a test: a session on a held clock against a play server, and what it was told. */
import { LiveSession } from "../../static/js/live/session.js";
import { MemoryStore } from "../../static/js/live/store.js";
import { HeldClock } from "./held-clock.js";
import { EPOCH } from "./play-server.js";

export class Surroundings extends EventTarget {
  navigator = { onLine: true };

  become(onLine) {
    this.navigator.onLine = onLine;
    this.dispatchEvent(new Event(onLine ? "online" : "offline"));
  }
}

export const EVENTS = ["entry", "command", "welcome", "presence", "typing", "position", "detached", "resync", "status"];

export function open(server, { seq = 0, storage = new MemoryStore(), clock = new HeldClock(), ...more } = {}) {
  const session = new LiveSession({
    slug: "cities", origin: "http://here.test", csrf: "token", person: 7, room: 1,
    cursors: [{ stream: 1, epoch: EPOCH, seq }],
    storage, clock, WebSocket: server.WebSocket, fetch: server.fetch,
    locks: null, surroundings: new Surroundings(), reload: () => {}, ...more,
  });
  const told = Object.fromEntries(EVENTS.map((name) => [name, []]));
  for (const name of EVENTS) session.addEventListener(name, ({ detail }) => told[name].push(detail));
  session.start();
  return {
    session, clock, storage, told,
    texts: () => told.entry.map(({ item }) => item.data.text),
    seqs: () => told.entry.map(({ item }) => item.seq),
    state: () => told.status.at(-1)?.state,
    post: (text) => session.do("chat.post_message", { stream: 1, text }),
    sent: () => told.command.filter(({ state }) => state === "sent").map(({ key }) => key),
  };
}
