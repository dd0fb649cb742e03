/** The life of one WebSocket: hello, frames, acknowledgements as heartbeat, goodbye. */

import { AckPace } from "./ack-pace.js";
import * as frames from "./frames.js";

const WELCOME_MS = 35_000;
const SILENCE_MS = 15_000;
const PROBE_MS = 8000;
const TICK_MS = 1000;
const GIVEN_UP = 1000;
const BYTES = new TextEncoder();

/** @typedef {{code: number, bye: any, own: boolean, livedMs: number | null}} End */

export class Socket {
  isLive = false;
  /** @type {any} */ #bye = null;
  /** @type {any} */ #timer = null;
  /** @type {number | null} */ #askedAt = null;
  #patience = SILENCE_MS;
  #liveAt = 0;

  /**
   * @param {object} options
   * @param {string} options.url
   * @param {typeof globalThis.WebSocket} options.WebSocket
   * @param {import("./clock.js").Clock} options.clock
   * @param {import("./streams.js").Streams} options.streams
   * @param {import("./server-time.js").ServerTime} options.time
   * @param {() => object} options.hello
   * @param {{welcome: (frame: any) => void, frame: (frame: any) => void, closed: (end: End) => void}} on
   */
  constructor({ url, WebSocket, clock, streams, time, hello }, on) {
    this.clock = clock;
    this.streams = streams;
    this.time = time;
    this.on = on;
    this.pace = new AckPace();
    this.openedAt = clock.ticks();
    this.line = new WebSocket(url, frames.SUBPROTOCOL);
    this.line.onopen = () => this.#put(hello());
    this.line.onmessage = ({ data }) => this.#hear(data);
    this.line.onclose = ({ code }) => this.#end(code, false);
    this.#tick();
  }

  /** @returns {boolean} whether it is on its way */
  send(/** @type {object} */ frame) {
    if (this.isLive) this.#put(frame);
    return this.isLive;
  }

  /** Asks at once whether the line still works, and waits only shortly for the answer. */
  probe() {
    if (this.isLive) {
      this.#patience = PROBE_MS;
      this.#ack();
    }
  }

  /** Gives the line up; a dead one would take minutes to notice. */
  close() {
    this.#end(GIVEN_UP, true);
  }

  #put(/** @type {object} */ frame) {
    if (this.line.readyState === 1) this.line.send(JSON.stringify(frame));
  }

  #hear(/** @type {string} */ text) {
    const frame = frames.parse(text);
    const now = this.clock.ticks();
    if (this.#askedAt !== null && frame?.t === "heads") this.time.sample(frame.now, now - this.#askedAt);
    this.#askedAt = null;
    this.#patience = SILENCE_MS;
    if (frame?.t === "welcome") this.#welcomed(frame, now);
    else if (frame?.t === "heads") this.streams.heads(frame.heads);
    else if (frame?.t === "bye") this.#bye = frame;
    else if (frame) this.on.frame(frame);
    if (frame?.t === "entries") this.pace.received(BYTES.encode(text).length);
    if (this.isLive && this.pace.isDue(now)) this.#ack();
  }

  #welcomed(/** @type {any} */ frame, /** @type {number} */ now) {
    this.time.sample(frame.now, now - this.openedAt);
    this.pace.begin(frame.beat_ms, now);
    this.isLive = true;
    this.#liveAt = now;
    this.on.welcome(frame);
  }

  #ack() {
    const now = this.clock.ticks();
    this.pace.sent(now);
    this.#askedAt ??= now;
    this.#put(frames.ack(this.streams.cursors()));
  }

  #tick() {
    const now = this.clock.ticks();
    const isDead = this.#askedAt !== null && now - this.#askedAt >= this.#patience;
    const isTooSlow = !this.isLive && now - this.openedAt >= WELCOME_MS;
    if (isDead || isTooSlow) {
      this.close();
    } else {
      if (this.isLive && this.pace.isDue(now)) this.#ack();
      this.#timer = this.clock.setTimeout(() => this.#tick(), TICK_MS);
    }
  }

  #end(/** @type {number} */ code, /** @type {boolean} */ own) {
    this.clock.clearTimeout(this.#timer);
    this.line.onopen = this.line.onmessage = this.line.onclose = null;
    if (own) this.line.close(GIVEN_UP);
    const livedMs = this.isLive ? this.clock.ticks() - this.#liveAt : null;
    this.isLive = false;
    this.on.closed({ code, bye: this.#bye, own, livedMs });
  }
}
