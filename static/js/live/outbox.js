/**
 * Commands on their way, in the order they were given: one at a time, again with the same key until
 * the server says yes or a final no. A final no stays, and is shown, until the person decides.
 *
 * @typedef {import("./command.js").Command} Command
 * @typedef {object} Storage
 * @property {() => Promise<Command[]>} load
 * @property {(command: Command) => Promise<unknown>} put
 * @property {(key: string) => Promise<unknown>} remove
 */

import { jitter } from "./backoff.js";
import { isFault, isStale, isTransient, meansTheOneInFlight, newCommand } from "./command.js";

const BREAKS_BEFORE_SET_ASIDE = 3;

export class Outbox {
  /** @type {Command[]} */ #commands = [];
  #notBefore = -Infinity;
  /** Called when there may be something to send. */
  woken = () => {};

  /**
   * @param {object} options
   * @param {Storage} options.storage
   * @param {import("./tabs.js").Tabs} options.tabs
   * @param {import("./clock.js").Clock} options.clock
   * @param {(command: any) => void} options.told of every change
   */
  constructor({ storage, tabs, clock, told }) {
    this.storage = storage;
    this.tabs = tabs;
    this.clock = clock;
    this.told = told;
  }

  /** Takes over what closed tabs left, at once or when they close. */
  async restore() {
    const left = new Set((await this.storage.load()).map(({ tab }) => tab));
    left.delete(this.tabs.id);
    await Promise.all([...left].map((tab) => this.tabs.whenClosed(tab, () => this.#takeOver(tab))));
  }

  /** @returns {string} the key */
  add(/** @type {string} */ name, /** @type {any} */ args) {
    const command = newCommand({ name, args, at: this.clock.now(), tab: this.tabs.id });
    this.#commands.push(command);
    this.#keep(command, "waiting");
    return command.key;
  }

  /** The command whose turn it is, if any: only one is in flight. @returns {Command | undefined} */
  get next() {
    if (this.inFlight) return undefined;
    const first = this.#commands.find(({ state }) => state !== "failed");
    return first?.state === "waiting" && this.waitMs <= 0 ? first : undefined;
  }

  /** How long nothing is sent, because the server asked for it. */
  get waitMs() {
    return this.#notBefore - this.clock.ticks();
  }

  get inFlight() {
    return this.#commands.find(({ state }) => state === "sending");
  }

  sending(/** @type {Command} */ command) {
    this.#become(command, "sending");
  }

  /** An `ok` or `error` frame. */
  answered(/** @type {any} */ frame) {
    const command = meansTheOneInFlight(frame) ? this.inFlight : this.#find(frame.key);
    if (command && frame.t === "ok") this.#done(command, "sent", { seq: frame.seq ?? undefined });
    else if (command?.state === "sending") this.#refused(command, frame);
  }

  /** Its entry is there, so it is done, whatever became of the answer. */
  seen(/** @type {string} */ key, /** @type {number} */ seq) {
    this.answered({ t: "ok", key, seq });
  }

  /** No answer will come: the line is lost, or the time is up. */
  unanswered({ abnormal = false } = {}) {
    const command = this.inFlight;
    if (command) {
      command.closes += abnormal ? 1 : 0;
      if (command.closes >= BREAKS_BEFORE_SET_ASIDE) this.fail(command, "set-aside");
      else this.#keep(command, "waiting");
    }
  }

  fail(/** @type {Command} */ command, /** @type {string} */ code, /** @type {string} */ text = "") {
    Object.assign(command, { code, text });
    this.#keep(command, "failed");
  }

  /** Puts a failed command at the end of the queue, as if it were given now. */
  retry(/** @type {string} */ key) {
    const command = this.#find(key);
    if (command?.state === "failed") {
      this.#commands = [...this.#commands.filter((one) => one !== command), command];
      Object.assign(command, { at: this.clock.now(), tries: 0, faults: 0, closes: 0 });
      this.#keep(command, "waiting");
    }
  }

  discard(/** @type {string} */ key) {
    const command = this.#find(key);
    if (command && command.state !== "sending") this.#done(command, "discarded");
  }

  #refused(/** @type {Command} */ command, /** @type {any} */ { code, text, retry_ms: retryMs }) {
    command.tries += 1;
    if (isFault(code)) command.faults += 1;
    if (isTransient(code, command.faults)) {
      const pause = code === "slow-down" ? 0 : jitter(command.tries, this.clock.random);
      this.#notBefore = this.clock.ticks() + Math.max(retryMs ?? 0, pause);
      this.#become(command, "waiting", { code, text });
    } else {
      this.fail(command, code, text);
    }
  }

  async #takeOver(/** @type {string} */ tab) {
    const known = new Set(this.#commands.map(({ key }) => key));
    const left = (await this.storage.load()).filter((one) => one.tab === tab && !known.has(one.key));
    left.sort((a, b) => a.at - b.at);
    this.#commands.unshift(...left);
    await Promise.all(left.map((command) => this.#restored(command)));
    this.woken();
  }

  #restored(/** @type {Command} */ command) {
    command.tab = this.tabs.id;
    if (isStale(command, this.clock.now())) Object.assign(command, { state: "failed", code: "stale" });
    return this.#keep(command, command.state === "failed" ? "failed" : "waiting");
  }

  #find(/** @type {string} */ key) {
    return this.#commands.find((command) => command.key === key);
  }

  #keep(/** @type {Command} */ command, /** @type {Command["state"]} */ state) {
    // One that cannot be kept is sent all the same; it would only not survive a reload.
    const kept = this.storage.put({ ...command, state }).catch(() => {});
    this.#become(command, state);
    return kept;
  }

  #done(/** @type {Command} */ command, /** @type {Command["state"]} */ state, more = {}) {
    this.#commands = this.#commands.filter((one) => one !== command);
    this.storage.remove(command.key).catch(() => {});
    this.#become(command, state, more);
  }

  #become(/** @type {Command} */ command, /** @type {Command["state"]} */ state, more = {}) {
    command.state = state;
    const { key, name, args, code, text } = command;
    const reason = state === "failed" ? { code, text } : {};
    this.told({ key, name, args, state, ...reason, ...more });
  }
}
