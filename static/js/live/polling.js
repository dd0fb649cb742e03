/** The fallback where sockets do not get through: asks for news every two seconds, posts commands. */

import { jitter } from "./backoff.js";
import { HttpProblem } from "./http.js";

const INTERVAL_MS = 2000;

/**
 * @typedef {object} Told
 * @property {(frame: any) => void} frame the same frames that a socket would bring
 * @property {() => void} works the first answer after none
 * @property {() => void} fails the first failure after an answer
 * @property {(code: number) => void} refused for good, with a close code
 */

export class Poller {
  isWorking = false;
  #isRunning = false;
  #isAsking = false;
  #failures = 0;
  /** @type {any} */ #timer = null;

  /**
   * @param {{http: import("./http.js").Http, streams: import("./streams.js").Streams, clock: import("./clock.js").Clock}} options
   * @param {Told} on
   */
  constructor({ http, streams, clock }, on) {
    this.http = http;
    this.streams = streams;
    this.clock = clock;
    this.on = on;
  }

  start() {
    if (!this.#isRunning) {
      this.#isRunning = true;
      this.#failures = 0;
      this.poll();
    }
  }

  stop() {
    this.#isRunning = this.isWorking = false;
    this.clock.clearTimeout(this.#timer);
  }

  /** @returns {boolean} whether it is on its way */
  send(/** @type {any} */ frame) {
    if (this.isWorking && frame.t === "do") this.#perform(frame);
    if (this.isWorking && frame.t === "read") this.http.read(frame.stream, frame.seq).catch(() => {});
    if (this.isWorking && frame.t === "follow") this.poll();
    return this.isWorking;
  }

  async poll() {
    this.clock.clearTimeout(this.#timer);
    if (this.#isAsking || !this.#isRunning) return;
    this.#isAsking = true;
    try {
      await this.#ask();
      this.#failures = 0;
    } catch (problem) {
      this.#failed(problem);
    }
    this.#isAsking = false;
    this.#again();
  }

  #again() {
    if (this.#isRunning) {
      const pause = this.#failures
        ? INTERVAL_MS + jitter(this.#failures, this.clock.random)
        : INTERVAL_MS * (0.75 + this.clock.random() / 2);
      this.#timer = this.clock.setTimeout(() => this.poll(), pause);
    }
  }

  async #ask() {
    const { place, ...heads } = await this.http.state();
    if (!this.#isRunning) return;
    if (!this.isWorking) {
      this.isWorking = true;
      this.on.works();
    }
    if (place) this.on.frame({ t: "place", ...place });
    for (const cursor of this.streams.cursors()) await this.#catchUp(cursor, heads[cursor.stream]);
  }

  /** @param {import("./frames.js").Cursor} cursor @param {{epoch: string, head: number} | undefined} at */
  async #catchUp({ stream, epoch, seq }, at) {
    if (!at) {
      this.on.frame({ t: "detached", stream, seq });
    } else if (at.epoch !== epoch || at.head < seq) {
      this.on.frame({ t: "resync", stream, epoch: at.epoch, head: at.head });
    } else {
      for (let after = seq; after < at.head && this.#isRunning; ) {
        const page = await this.http.entries(stream, after);
        this.on.frame(page);
        if (page.to <= after) break;
        after = page.to;
      }
    }
  }

  async #perform(/** @type {any} */ frame) {
    try {
      this.on.frame(await this.http.perform(frame));
      this.poll();
    } catch (problem) {
      this.on.frame({ t: "error", code: "unknown", text: "", key: frame.key, retry_ms: INTERVAL_MS });
      this.#failed(problem);
    }
  }

  #failed(/** @type {unknown} */ problem) {
    const worked = this.isWorking;
    this.#failures += 1;
    this.isWorking = false;
    if (!this.#isRunning) return;
    if (problem instanceof HttpProblem && problem.closeCode) this.on.refused(problem.closeCode);
    else if (worked) this.on.fails();
  }
}
