/** How far the person has read, told at most once a second, the newest only. */

import * as frames from "./frames.js";

const TELL_MS = 1000;

export class Positions {
  /** @type {Map<number, number>} */ #read = new Map();
  /** @type {Set<number>} */ #untold = new Set();
  /** @type {any} */ #timer = null;

  /** @param {{clock: import("./clock.js").Clock, connection: {send: (frame: object) => boolean}}} options */
  constructor({ clock, connection }) {
    this.clock = clock;
    this.connection = connection;
  }

  note(/** @type {number} */ stream, /** @type {number} */ seq) {
    if (seq > (this.#read.get(stream) ?? 0)) {
      this.#read.set(stream, seq);
      this.#untold.add(stream);
      this.#timer ??= this.clock.setTimeout(() => this.flush(), TELL_MS);
    }
  }

  /** Tells what is not told yet; what cannot be sent now waits for the next connection. */
  flush() {
    this.stop();
    for (const stream of this.#untold) {
      const seq = /** @type {number} */ (this.#read.get(stream));
      if (this.connection.send(frames.read(stream, seq))) this.#untold.delete(stream);
    }
  }

  stop() {
    this.clock.clearTimeout(this.#timer);
    this.#timer = null;
  }
}
