/**
 * The live side of one open dialogue page: entries in order and once, commands that are not lost.
 * Everything that happens is told as a CustomEvent; docs/protocol.md explains the frames behind it.
 *
 * | event      | detail |
 * |------------|--------|
 * | `entry`    | `{stream, item: {seq, kind, by, at, data, redacted?}, card, people}`: strictly rising seq per stream, once, never a hole; `card` shows `item.by` |
 * | `command`  | `{key, name, args, state: "waiting" \| "sending" \| "sent" \| "failed" \| "discarded", code?, text?, seq?}`: every change, also of commands restored at start |
 * | `answer`   | `{key, stream?, seq?, result?, again}`: what the server answered to a command that was done |
 * | `welcome`  | `{person, crew, streams: [{stream, room, epoch, head, read}], text_length}`: after each (re)connect by socket |
 * | `heads`    | `{heads}`: where streams stand, by stream: the followed ones, and others that grew lately |
 * | `presence` | `{full, here: [[person, room id]], gone, count, people}` |
 * | `typing`   | `{stream, person, name}` |
 * | `hands`    | `{stream, full, hands: {person: …}, gone, people, pace_ms}`: what others do at a board; see docs/protocol.md |
 * | `position` | `{stream, seq}`: read up to here on another device |
 * | `detached` | `{stream, seq}`: no entry after `seq` is for this person |
 * | `moved`    | `{room, stream, epoch, after, head, read, title, rule, seq, kind}`: the person was taken to another room, which is followed now instead |
 * | `place`    | `{room, seq}`: where the person belongs, as polling finds it |
 * | `resync`   | `{stream, epoch, head}`: load the state of the stream anew, then call `follow` |
 * | `status`   | `{state: "connecting" \| "live" \| "reconnecting" \| "offline" \| "polling" \| "closed", code?, text?, retryInMs?}` |
 *
 * @typedef {import("./frames.js").Cursor} Cursor
 */

import { systemClock } from "./clock.js";
import { Connection } from "./connection.js";
import { Courier } from "./courier.js";
import * as frames from "./frames.js";
import { Http } from "./http.js";
import { Outbox } from "./outbox.js";
import { Positions } from "./positions.js";
import { reloadOnce } from "./reload.js";
import { ServerTime } from "./server-time.js";
import { openStore } from "./store.js";
import { Streams } from "./streams.js";
import { Tabs } from "./tabs.js";

const TYPING_MS = 2000;
const FORWARDED = new Set(["presence", "typing", "hands", "position", "place"]);

export class LiveSession extends EventTarget {
  /** @type {Map<number, number>} */ #lastTyped = new Map();
  /** The streams that the newest hello named. @type {Set<number>} */ #greeted = new Set();

  /**
   * @param {object} options
   * @param {string} options.slug of the dialogue
   * @param {string} options.origin of the site, as in `location.origin`
   * @param {string} options.csrf the token that forms carry
   * @param {number} options.person
   * @param {number[]} [options.was] who this person was as a guest
   * @param {Cursor[]} options.cursors what the page shows already
   * @param {number | null} [options.room] the stream of the room in view
   * @param {import("./outbox.js").Storage} [options.storage]
   * @param {typeof globalThis.WebSocket} [options.WebSocket]
   * @param {typeof globalThis.fetch} [options.fetch]
   * @param {import("./clock.js").Clock} [options.clock]
   * @param {LockManager} [options.locks]
   * @param {EventTarget & {navigator?: Navigator, document?: Document}} [options.surroundings] tells `online`, `offline`, `visibilitychange`
   * @param {() => void} [options.reload]
   */
  constructor({ slug, origin, csrf, person, was = [], cursors, room = null, ...options }) {
    super();
    const clock = options.clock ?? systemClock;
    const owner = `${person}:${slug}`;
    this.clock = clock;
    this.person = person;
    this.room = room;
    this.reload = options.reload ?? reloadOnce;
    this.time = new ServerTime(clock);
    const http = new Http({ origin, slug, csrf, fetch: options.fetch ?? globalThis.fetch });
    this.streams = new Streams({
      clock,
      cursors,
      http,
      resume: (cursor) => this.connection.send(frames.follow(cursor, cursor.stream === this.room)),
      tell: (name, detail) => this.#told(name, detail),
    });
    this.connection = new Connection({
      clock,
      http,
      person,
      url: `${origin.replace(/^http/, "ws")}/live/${slug}/`,
      WebSocket: options.WebSocket ?? globalThis.WebSocket,
      surroundings: options.surroundings ?? globalThis.window,
      hello: () => this.#hello(),
      streams: this.streams,
      time: this.time,
      heard: (frame) => this.#hear(frame),
      ready: () => this.#ready(),
      lost: (abnormal) => this.courier.lost(abnormal),
      told: (status) => this.#status(status),
    });
    const outbox = new Outbox({
      clock,
      storage: options.storage ?? openStore(owner, was.map((guest) => `${guest}:${slug}`)),
      tabs: new Tabs(owner, options.locks ?? globalThis.navigator?.locks),
      told: (command) => this.#tell("command", command),
      prepare: (command) => this.prepare(command),
    });
    this.courier = new Courier({ clock, outbox, connection: this.connection });
    this.positions = new Positions({ clock, connection: this.connection });
  }

  start() {
    this.connection.start();
    this.courier.start();
  }

  /** Closes the line; commands that are not sent stay in the outbox for the next start. */
  stop() {
    this.connection.stop();
    this.courier.stop();
    this.positions.stop();
    this.streams.stop();
  }

  /** What is sent of a command when its turn comes; null has it and all behind it wait, undefined it alone. Pages of wings put theirs here. */
  prepare = (/** @type {import("./command.js").Command} */ { args }) => ("stands_on" in args ? undefined : args);

  /** Sends what waited only for the page. */
  pump() {
    this.courier.pump();
  }

  /** Has a command that was never sent say something else. */
  amend(/** @type {string} */ key, /** @type {object} */ args) {
    this.courier.outbox.amend(key, args);
  }

  /** Puts a command into the outbox; it is sent as soon as possible, in order. @returns {string} its key */
  do(/** @type {string} */ name, /** @type {object} */ args) {
    return this.courier.add(name, args);
  }

  /** Has a command that waits not be sent; its person decides. */
  fail(/** @type {string} */ key, /** @type {string} */ code) {
    this.courier.outbox.failWaiting(key, code);
  }

  /** Tries a failed command again. */
  retry(/** @type {string} */ key) {
    this.courier.retry(key);
  }

  /** Gives up a command that failed or still waits. */
  discard(/** @type {string} */ key) {
    this.courier.discard(key);
  }

  read(/** @type {number} */ stream, /** @type {number} */ seq) {
    this.positions.note(stream, seq);
  }

  typing(/** @type {number} */ stream) {
    const now = this.clock.ticks();
    if (now - (this.#lastTyped.get(stream) ?? -Infinity) >= TYPING_MS) {
      this.#lastTyped.set(stream, now);
      this.connection.send(frames.typing(stream));
    }
  }

  /** Says what one's hand does at a board, now and only now; null: nothing is shown, nor told of others. @returns {boolean} whether it is on its way */
  hand(/** @type {number} */ stream, /** @type {object | null} */ doing) {
    return this.connection.send(doing ? frames.hand(stream, doing) : frames.away(stream));
  }

  /** Follows a stream from a cursor: after a `resync`, or on entering another room. */
  follow(/** @type {Cursor} */ cursor, { inView = cursor.stream === this.room } = {}) {
    if (inView) this.room = cursor.stream;
    this.streams.follow(cursor);
    this.connection.send(frames.follow(cursor, inView));
  }

  unfollow(/** @type {number} */ stream) {
    this.streams.unfollow(stream);
    this.connection.send(frames.unfollow(stream));
  }

  /** The time at the server, as far as it is known. @returns {Date} */
  now() {
    return this.time.now();
  }

  #hello() {
    const cursors = this.streams.cursors();
    this.#greeted = new Set(cursors.map(({ stream }) => stream));
    return frames.hello(cursors, this.room);
  }

  #hear(/** @type {any} */ frame) {
    if (frame.t === "entries") this.streams.take(frame);
    else if (frame.t === "error" && frame.stream) this.streams.refused(frame);
    else if (frame.t === "ok" || frame.t === "error") this.#answered(frame);
    else if (frame.t === "resync") this.streams.resync(frame);
    else if (frame.t === "detached") this.streams.detached(frame);
    else if (frame.t === "moved") this.#moved(frame);
    else if (frame.t === "welcome") this.#welcomed(frame);
    else if (FORWARDED.has(frame.t)) this.#tell(frame.t, frame);
  }

  /** Its entry may have come first: then the command is done already, and only the answer is new. */
  #answered(/** @type {any} */ frame) {
    this.courier.answered(frame);
    if (frame.t === "ok") this.#tell("answer", frame);
  }

  /** The server follows the new room for us already. */
  #moved(/** @type {any} */ frame) {
    const { stream, epoch, after: seq } = frame;
    // In the room that is in view already nothing begins again: what is shown or on its way there stays.
    const goesOn = this.room === stream && this.streams.cursors().some((one) => one.stream === stream && one.epoch === epoch);
    if (this.room !== null && this.room !== stream) this.streams.unfollow(this.room);
    this.room = stream;
    if (!goesOn) this.streams.follow({ stream, epoch, seq });
    this.#tell("moved", frame);
  }

  #told(/** @type {string} */ name, /** @type {any} */ detail) {
    this.#tell(name, detail);
    const { by, data, seq } = detail.item ?? {};
    if (by === this.person && data?.key) this.courier.seen(data.key, seq);
  }

  /** What was opened after the hello and before its answer, the server does not know yet. */
  #welcomed(/** @type {any} */ frame) {
    this.courier.frameBytes = frame.frame_bytes;
    this.streams.onlyThese(new Set(frame.streams.map((/** @type {any} */ s) => s.stream)));
    for (const cursor of this.streams.cursors()) if (!this.#greeted.has(cursor.stream)) this.streams.resume(cursor);
    this.#tell("welcome", frame);
  }

  #ready() {
    this.positions.flush();
    this.courier.pump();
  }

  #status(/** @type {{state: string, code?: number, reload?: boolean}} */ { reload, ...status }) {
    this.#tell("status", status);
    if (reload) this.reload();
  }

  #tell(/** @type {string} */ name, /** @type {any} */ { t, ...detail }) {
    this.dispatchEvent(new CustomEvent(name, { detail }));
  }
}
