/** Keeps a page connected: a WebSocket, again after each loss; polling where none gets through. */

import { jitter } from "./backoff.js";
import { Poller } from "./polling.js";
import { Socket } from "./socket.js";
import { RELOAD, verdict } from "./verdict.js";

const TRIES_BEFORE_POLLING = 3;
const SOCKET_WHILE_POLLING_MS = 60_000;
const STABLE_MS = 10_000;
const WINDOW_MS = 2000;
const SIGNS = ["online", "offline", "visibilitychange", "pageshow"];

export class Connection {
  /** @type {Socket | null} */ #socket = null;
  /** @type {any} */ #timer = null;
  #failures = 0;
  #missed = 0;
  #windowMs = WINDOW_MS;
  #wasReady = false;
  #isStopped = true;

  /** @param {any} options as LiveSession makes them */
  constructor(options) {
    this.options = options;
    this.clock = options.clock;
    this.poller = new Poller(options, {
      frame: options.heard,
      works: () => this.#pollingWorks(),
      fails: () => this.#pollingFails(),
      refused: (code) => this.#finish({ code, text: "", reload: verdict({ code }).reload }),
    });
  }

  get isReady() {
    return Boolean(this.#socket?.isLive || this.poller.isWorking);
  }

  start() {
    this.#isStopped = false;
    for (const sign of SIGNS) this.options.surroundings?.addEventListener(sign, this);
    this.#try();
  }

  stop() {
    this.#isStopped = true;
    for (const sign of SIGNS) this.options.surroundings?.removeEventListener(sign, this);
    this.clock.clearTimeout(this.#timer);
    this.poller.stop();
    this.#socket?.close();
  }

  /** @returns {boolean} whether it is on its way */
  send(/** @type {object} */ frame) {
    return this.#socket?.isLive ? this.#socket.send(frame) : this.poller.send(frame);
  }

  /** The browser came back, went offline or was looked at: find out at once what works. */
  handleEvent(/** @type {Event} */ { type }) {
    if (this.#socket) this.#socket.probe();
    else if (type === "offline") this.#tell("reconnecting");
    else this.#try();
  }

  #try() {
    this.clock.clearTimeout(this.#timer);
    this.#tell(this.#wasReady || this.#missed ? "reconnecting" : "connecting", { retryInMs: 0 });
    this.#socket = new Socket(this.options, {
      welcome: (frame) => this.#welcomed(frame),
      frame: this.options.heard,
      closed: (end) => this.#closed(end),
    });
  }

  /** A browser signs in as somebody else in another tab: this page's words are not theirs. */
  #welcomed(/** @type {any} */ frame) {
    if (frame.person === this.options.person) this.#goLive(frame);
    else this.#finish({ code: RELOAD, text: "", reload: true });
  }

  #goLive(/** @type {any} */ frame) {
    this.poller.stop();
    this.#missed = 0;
    this.#wasReady = true;
    this.#windowMs = frame.window_ms;
    this.options.heard(frame);
    this.options.told({ state: "live" });
    this.options.ready();
  }

  #closed(/** @type {import("./socket.js").End} */ end) {
    const { isFinal, abnormal, afterMs, ...reason } = verdict(end);
    this.#socket = null;
    this.options.lost(abnormal);
    if (this.#isStopped) return;
    if (isFinal) {
      this.#finish(reason);
    } else {
      this.#missed = end.livedMs === null ? this.#missed + 1 : 0;
      if (this.#missed >= TRIES_BEFORE_POLLING) this.poller.start();
      this.#wait(this.#pause(end, afterMs));
    }
  }

  /**
   * The server names the moment in its `bye`. When a line that held broke without one, it broke for
   * many: the first try is spread over the server's window. Then full jitter.
   */
  #pause(/** @type {import("./socket.js").End} */ { own, bye, livedMs }, /** @type {number} */ afterMs) {
    const { random } = this.clock;
    const held = (livedMs ?? 0) >= STABLE_MS;
    if (held) this.#failures = 0;
    if (this.poller.isWorking) return SOCKET_WHILE_POLLING_MS;
    if (held && !own && !bye) return this.#windowMs * random();
    return afterMs + jitter(this.#failures++, random);
  }

  #wait(/** @type {number} */ pause) {
    this.clock.clearTimeout(this.#timer);
    this.#timer = this.clock.setTimeout(() => this.#try(), pause);
    this.#tell("reconnecting", { retryInMs: Math.round(pause) });
  }

  #pollingWorks() {
    this.#wasReady = true;
    this.options.told({ state: "polling" });
    this.options.ready();
    if (!this.#socket) this.#try();
  }

  #pollingFails() {
    this.options.lost(false);
    if (!this.#socket) this.#wait(jitter(this.#failures++, this.clock.random));
  }

  #finish(/** @type {{code: number, text: string, reload: boolean}} */ reason) {
    this.stop();
    this.options.told({ state: "closed", ...reason });
  }

  /** While polling works, tries of a socket are nobody's concern. */
  #tell(/** @type {string} */ state, /** @type {object} */ more = {}) {
    const isOffline = this.options.surroundings?.navigator?.onLine === false;
    if (!this.poller.isWorking) this.options.told({ state: isOffline ? "offline" : state, ...more });
  }
}
