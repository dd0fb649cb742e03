/** Carries the outbox to the server: one command at a time, again when no answer came. */

import * as frames from "./frames.js";

const ANSWER_MS = 20_000;
const FRAME_BYTES = 64 * 1024;

export class Courier {
  frameBytes = FRAME_BYTES;
  #isRestored = false;
  #isStopped = false;
  /** @type {any} */ #timer = null;

  /** @param {{clock: import("./clock.js").Clock, outbox: import("./outbox.js").Outbox, connection: import("./connection.js").Connection}} options */
  constructor({ clock, outbox, connection }) {
    this.clock = clock;
    this.outbox = outbox;
    this.connection = connection;
    outbox.woken = () => this.pump();
  }

  /** What an earlier page left is sent before anything new. */
  async start() {
    await this.outbox.restore().catch(() => {});
    this.#isRestored = true;
    this.pump();
  }

  stop() {
    this.#isStopped = true;
    this.clock.clearTimeout(this.#timer);
    this.outbox.tabs.leave();
  }

  /** @returns {string} the key */
  add(/** @type {string} */ name, /** @type {object} */ args) {
    const key = this.outbox.add(name, args);
    this.pump();
    return key;
  }

  retry(/** @type {string} */ key) {
    this.outbox.retry(key);
    this.pump();
  }

  discard(/** @type {string} */ key) {
    this.outbox.discard(key);
    this.pump();
  }

  answered(/** @type {any} */ frame) {
    this.outbox.answered(frame);
    this.pump();
  }

  seen(/** @type {string} */ key, /** @type {number} */ seq) {
    this.outbox.seen(key, seq);
    this.pump();
  }

  lost(/** @type {boolean} */ abnormal) {
    this.outbox.unanswered({ abnormal });
    this.pump();
  }

  /** Sends what can be sent now. */
  pump() {
    if (!this.#isRestored || this.#isStopped || !this.connection.isReady) return;
    const { next, inFlight, waitMs } = this.outbox;
    if (next && this.#isTooLarge(next)) {
      this.outbox.fail(next, "too-large");
      this.pump();
    } else if (next) {
      this.#send(next);
    } else if (!inFlight && waitMs > 0) {
      this.#later(() => this.pump(), waitMs);
    }
  }

  #send(/** @type {import("./command.js").Command} */ command) {
    const kept = this.outbox.sending(command);
    this.#later(() => this.#giveUp(command), ANSWER_MS);
    const send = () => this.connection.send(frames.perform(command));
    if (kept) void kept.then(send);
    else send();
  }

  #giveUp(/** @type {import("./command.js").Command} */ command) {
    if (this.outbox.inFlight === command) this.lost(false);
  }

  #later(/** @type {() => void} */ run, /** @type {number} */ ms) {
    this.clock.clearTimeout(this.#timer);
    this.#timer = this.clock.setTimeout(run, ms);
  }

  #isTooLarge(/** @type {import("./command.js").Command} */ command) {
    return new TextEncoder().encode(JSON.stringify(frames.perform(command))).length > this.frameBytes;
  }
}
