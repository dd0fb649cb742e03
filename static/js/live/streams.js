/** The streams a page follows: each frame finds its sequence, each hole is asked for. */

import { Delivery } from "./delivery.js";
import { Sequence } from "./sequence.js";

const BEHIND_MS = 5000;
const ASK_AGAIN_MS = 3000;

/**
 * @typedef {import("./frames.js").Cursor} Cursor
 * @typedef {import("./frames.js").Entries} Entries
 * @typedef {{sequence: Sequence, delivery: Delivery, behindSince: number | null, askedAt: number}} Followed
 */

export class Streams {
  /** @type {Map<number, Followed>} */ #followed = new Map();

  /**
   * @param {object} options
   * @param {import("./clock.js").Clock} options.clock
   * @param {Cursor[]} options.cursors
   * @param {import("./http.js").Http} options.http
   * @param {(cursor: Cursor) => void} options.resume asks the server to go on from here
   * @param {(name: string, detail: any) => void} options.tell
   */
  constructor({ clock, cursors, http, resume, tell }) {
    this.clock = clock;
    this.http = http;
    this.resume = resume;
    this.tell = tell;
    for (const cursor of cursors) this.follow(cursor);
  }

  cursors() {
    return [...this.#followed.values()].map(({ sequence }) => sequence.cursor);
  }

  follow(/** @type {Cursor} */ cursor) {
    const { stream } = cursor;
    this.unfollow(stream);
    const delivery = new Delivery({
      clock: this.clock,
      fetchWhole: (seq) => this.http.whole(stream, seq),
      hand: ({ item, people }) =>
        this.tell("entry", { stream, item, card: people?.[item.by] ?? null, people: people ?? {} }),
    });
    const sequence = new Sequence(cursor);
    this.#followed.set(stream, { sequence, delivery, behindSince: null, askedAt: -Infinity });
  }

  unfollow(/** @type {number} */ stream) {
    this.#followed.get(stream)?.delivery.drop();
    this.#followed.delete(stream);
  }

  take(/** @type {Entries} */ frame) {
    const followed = this.#followed.get(frame.stream);
    if (followed) {
      const before = followed.sequence.seq;
      followed.delivery.push(followed.sequence.take(frame));
      if (followed.sequence.seq > before) followed.behindSince = null;
      if (followed.sequence.gap) this.#ask(followed);
    }
  }

  /** The server says where the streams stand: a followed one that stays behind is asked for again. */
  heads(/** @type {Record<string, number>} */ heads) {
    const now = this.clock.ticks();
    for (const followed of this.#followed.values()) {
      const isBehind = (heads[followed.sequence.stream] ?? 0) > followed.sequence.seq;
      followed.behindSince = isBehind ? (followed.behindSince ?? now) : null;
      if (followed.behindSince !== null && now - followed.behindSince >= BEHIND_MS) {
        this.#ask(followed);
      }
    }
    this.tell("heads", { heads });
  }

  resync(/** @type {{stream: number}} */ frame) {
    this.unfollow(frame.stream);
    this.tell("resync", frame);
  }

  /** What arrived before is still told first. */
  detached(/** @type {{stream: number, seq: number}} */ frame) {
    const followed = this.#followed.get(frame.stream);
    this.#followed.delete(frame.stream);
    followed?.delivery.after(() => this.tell("detached", frame));
  }

  /** A `follow` was refused: for good, unless only for now. */
  refused(/** @type {{stream: number, retry_ms: number | null}} */ { stream, retry_ms: retryMs }) {
    const followed = this.#followed.get(stream);
    if (followed && !retryMs) this.detached(followed.sequence.cursor);
    else if (followed) this.clock.setTimeout(() => this.#again(followed), retryMs);
  }

  /** Lets go of streams that are out of reach since the last connection. */
  onlyThese(/** @type {Set<number>} */ allowed) {
    for (const { stream, seq } of this.cursors()) {
      if (!allowed.has(stream)) this.detached({ stream, seq });
    }
  }

  stop() {
    for (const { delivery } of this.#followed.values()) delivery.drop();
  }

  #again(/** @type {Followed} */ followed) {
    if (this.#followed.get(followed.sequence.stream) === followed) this.resume(followed.sequence.cursor);
  }

  #ask(/** @type {Followed} */ followed) {
    const now = this.clock.ticks();
    if (now - followed.askedAt >= ASK_AGAIN_MS) {
      followed.askedAt = now;
      this.resume(followed.sequence.cursor);
    }
  }
}
