/**
 * A server in a few lines that keeps the promises of docs/protocol.md: a log per stream, answers by
 * key, frames to its sockets. Tests cut its lines, lose its answers and shuffle its frames.
 */

export const EPOCH = "e1";

export class PlayServer {
  epoch = EPOCH;
  streams = new Map([[1, []]]);
  answers = new Map();
  sockets = [];
  performed = [];
  /** Whose sign-in the browser shows. */
  person = 7;
  isUp = true;
  socketsAllowed = true;
  asked = [];
  now = "2026-03-01T10:00:00.000+00:00";
  /** Tests put a function here to change, drop or multiply what one socket is sent. */
  tamper = (frame) => [frame];
  /** What a command is answered instead of being done, or null. */
  refuse = () => null;
  loseAnswer = () => false;

  append(stream, kind, data, by = 7) {
    const log = this.streams.get(stream);
    const item = { seq: log.length + 1, kind, by, at: this.now, data };
    log.push(item);
    return item;
  }

  entries(stream, after, to = this.streams.get(stream).length, cut = (item) => item) {
    const items = this.streams.get(stream).slice(after, to).map(cut);
    const people = { 7: { name: "Cleo" } };
    return { t: "entries", stream, epoch: this.epoch, from: after + 1, to, items, people };
  }

  /** Tells all sockets what they do not have. */
  ring() {
    for (const socket of this.sockets) socket.deliver();
  }

  post(stream, text) {
    const item = this.append(stream, "chat.message_posted", { text });
    this.ring();
    return item;
  }

  perform({ key, name, args }) {
    this.performed.push(key);
    const refusal = this.refuse({ key, name, args });
    if (refusal) return { t: "error", key, text: "", retry_ms: null, ...refusal };
    if (this.answers.has(key)) return { ...this.answers.get(key), again: true };
    const { seq } = this.append(args.stream, name, { ...args, key });
    const ok = { t: "ok", key, stream: args.stream, seq, result: null, again: false };
    this.answers.set(key, ok);
    return ok;
  }

  texts(stream = 1) {
    return this.streams.get(stream).map(({ data }) => data.text);
  }

  cutLines(code = 1006) {
    for (const socket of [...this.sockets]) socket.cut(code);
  }

  /** The class that a session takes for the browser's WebSocket. */
  get WebSocket() {
    const server = this;
    return class extends PlaySocket {
      constructor(url, protocol) {
        super(server, url, protocol);
      }
    };
  }

  fetch = async (url, request = {}) => {
    this.asked.push(url);
    if (!this.isUp) throw new TypeError("fetch failed");
    const { pathname, searchParams } = new URL(url);
    const [, , , what, stream] = pathname.split("/");
    if (what === "state") return json(this.#state());
    if (what === "do") return json(this.perform(JSON.parse(request.body)));
    if (request.method === "POST") return new Response(null, { status: 204 });
    const after = Number(searchParams.get("after"));
    return json(this.entries(Number(stream), after, Math.min(this.streams.get(Number(stream)).length, after + 200)));
  };

  #state() {
    const heads = [...this.streams].map(([stream, log]) => [stream, { epoch: this.epoch, head: log.length }]);
    return Object.fromEntries(heads);
  }
}

const json = (content) =>
  new Response(JSON.stringify(content), { headers: { "content-type": "application/json" } });

class PlaySocket {
  readyState = 0;
  follows = new Map();
  heard = [];

  constructor(server, url, protocol) {
    Object.assign(this, { server, url, protocol });
    queueMicrotask(() => this.#open());
  }

  #open() {
    if (!this.server.isUp || !this.server.socketsAllowed) return this.cut(1006);
    this.readyState = 1;
    this.server.sockets.push(this);
    this.onopen?.();
  }

  send(text) {
    const frame = JSON.parse(text);
    this.heard.push(frame);
    queueMicrotask(() => this.readyState === 1 && this.#take(frame));
  }

  #take(frame) {
    if (frame.t === "hello") this.#hello(frame);
    else if (frame.t === "follow") this.#follow(frame.cursor);
    else if (frame.t === "unfollow") this.follows.delete(frame.stream);
    else if (frame.t === "ack" && !this.isDeaf) this.#heads();
    else if (frame.t === "do") this.#do(frame);
  }

  #hello({ cursors }) {
    const { server } = this;
    const streams = [...server.streams].map(([stream, log]) => ({
      stream, room: stream, epoch: server.epoch, head: log.length, read: 0,
    }));
    this.tell({
      t: "welcome", v: 1, socket: "s", person: server.person, crew: false, now: server.now, streams,
      frame_bytes: 65536, text_length: 10000, beat_ms: 5000, window_ms: 2000,
    });
    for (const cursor of cursors) this.#follow(cursor);
  }

  #follow({ stream, epoch, seq }) {
    const { server } = this;
    const log = server.streams.get(stream);
    if (!log) return this.tell({ t: "error", code: "not-found", text: "", key: null, retry_ms: null, stream });
    if (server.isBusy) return this.tell({ t: "error", code: "slow-down", text: "", key: null, retry_ms: 500, stream });
    if (epoch !== server.epoch || seq > log.length || log.length - seq > 500) {
      return this.tell({ t: "resync", stream, epoch: server.epoch, head: log.length });
    }
    this.follows.set(stream, seq);
    this.deliver();
  }

  #do(frame) {
    const answer = this.server.perform(frame);
    if (answer.crash) return this.cut(1011);
    if (this.server.loseAnswer(frame)) return this.cut(1006);
    this.tell(answer);
    this.server.ring();
  }

  #heads() {
    const heads = [...this.follows.keys()].map((stream) => [stream, this.server.streams.get(stream).length]);
    this.tell({ t: "heads", now: this.server.now, heads: Object.fromEntries(heads) });
  }

  deliver() {
    for (const [stream, seq] of this.follows) {
      const head = this.server.streams.get(stream).length;
      if (head > seq) {
        this.follows.set(stream, head);
        this.tell(this.server.entries(stream, seq, head));
      }
    }
  }

  tell(frame) {
    for (const sent of this.server.tamper(frame)) {
      const text = JSON.stringify(sent);
      queueMicrotask(() => this.readyState === 1 && this.onmessage?.({ data: text }));
    }
  }

  bye(frame) {
    this.tell({ t: "bye", text: "", after_ms: 0, ...frame });
    queueMicrotask(() => this.cut(frame.code));
  }

  close(code) {
    this.cut(code);
  }

  cut(code) {
    this.readyState = 3;
    this.server.sockets = this.server.sockets.filter((one) => one !== this);
    this.onclose?.({ code });
  }
}
