/**
 * A command on its way, and what the server's answers mean for it.
 *
 * @typedef {object} Command
 * @property {string} key
 * @property {string} name
 * @property {any} args
 * @property {number} at when it was given
 * @property {string} tab the tab that sends it
 * @property {"waiting" | "sending" | "sent" | "failed" | "discarded"} state
 * @property {number} tries answers that said "not now"
 * @property {number} faults of these, answers that may be the command's own fault
 * @property {number} closes lines that broke while it was in flight
 * @property {string} [code] why it failed: the server's code, or `stale`, `set-aside`, `too-large`
 * @property {string} [text]
 */

import { newKey } from "./keys.js";

const STALE_MS = 60 * 60 * 1000;
/** Answers that say nothing about the command itself, and how often each is believed. */
const TRANSIENT = new Map([
  ["slow-down", Infinity],
  ["unknown", Infinity],
  ["hello-first", 3],
  ["internal", 3],
]);
const KEYLESS = new Set(["malformed", "hello-first"]);

/** @returns {Command} */
export function newCommand(/** @type {Pick<Command, "name" | "args" | "at" | "tab">} */ given) {
  return { key: newKey(), state: "waiting", tries: 0, faults: 0, closes: 0, ...given };
}

/** Its person decides whether something said so long ago is still to be said. */
export function isStale(/** @type {Command} */ { at, state }, /** @type {number} */ now) {
  return state !== "failed" && now - at > STALE_MS;
}

/** Whether an answer is believed a few times only; others only say "not now". */
export function isFault(/** @type {string} */ code) {
  return TRANSIENT.get(code) !== Infinity;
}

/** Whether a refused command is asked for again by itself. */
export function isTransient(/** @type {string} */ code, /** @type {number} */ faults) {
  return faults <= (TRANSIENT.get(code) ?? 0);
}

/** A frame that the server could not even take apart is answered without the key of its command. */
export function meansTheOneInFlight(/** @type {{key?: string | null, code?: string}} */ { key, code }) {
  return !key && KEYLESS.has(code ?? "");
}
