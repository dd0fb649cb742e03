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
  #lastAt = 0;
  /** Called when there may be something to send. */
  woken = () => {};

  /**
   * @param {object} options
   * @param {Storage} options.storage
   * @param {import("./tabs.js").Tabs} options.tabs
   * @param {import("./clock.js").Clock} options.clock
   * @param {(command: any) => void} options.told of every change
   * @param {(command: Command) => any} [options.prepare] what is sent: usually its args; null has all wait, undefined leaves it out
   */
  constructor({ storage, tabs, clock, told, prepare = ({ args }) => args }) {
    this.storage = storage;
    this.tabs = tabs;
    this.clock = clock;
    this.told = told;
    this.prepare = prepare;
  }

  /** Takes over what closed tabs left, at once or when they close. */
  async restore() {
    const left = new Set((await this.storage.load()).map(({ tab }) => tab));
    left.delete(this.tabs.id);
    await Promise.all([...left].map((tab) => this.tabs.whenClosed(tab, () => this.#takeOver(tab))));
  }

  /** @returns {string} the key */
  add(/** @type {string} */ name, /** @type {any} */ args) {
    const command = newCommand({ name, args, at: this.#moment(), tab: this.tabs.id });
    this.#commands.push(command);
    this.#keep(command, "waiting");
    return command.key;
  }

  /** The command whose turn it is, if any: only one is in flight. @returns {Command | undefined} */
  get next() {
    if (this.inFlight || this.waitMs > 0) return undefined;
    const first = this.#commands.find((one) => one.state !== "failed" && this.prepare(one) !== undefined);
    return first && this.prepare(first) !== null ? first : undefined;
  }

  /** How long nothing is sent, because the server asked for it. */
  get waitMs() {
    return this.#notBefore - this.clock.ticks();
  }

  get inFlight() {
    return this.#commands.find(({ state }) => state === "sending");
  }

  /** What it says from now on does not change. @returns {Promise<unknown> | undefined} when that is kept, if it is not yet */
  sending(/** @type {Command} */ command) {
    const args = this.prepare(command) ?? command.args;
    const kept = args === command.args ? undefined : this.storage.put({ ...command, args, state: "waiting" }).catch(() => {});
    command.args = args;
    this.#become(command, "sending");
    return kept;
  }

  /** Has a command that was never sent say something else. */
  amend(/** @type {string} */ key, /** @type {any} */ args) {
    const command = this.#find(key);
    if (command?.state !== "waiting") return;
    command.args = args;
    this.storage.put({ ...command }).catch(() => {});
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

  failWaiting(/** @type {string} */ key, /** @type {string} */ code) {
    const command = this.#find(key);
    if (command?.state === "waiting") this.fail(command, code);
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

  /** Later than any before: a reload finds the order of what was said in one go by it. */
  #moment() {
    this.#lastAt = Math.max(this.clock.now(), this.#lastAt + 0.01);
    return this.#lastAt;
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
