/**
 * Time and chance, in one place so that tests can hold them still.
 *
 * @typedef {object} Clock
 * @property {() => number} now milliseconds of the calendar
 * @property {() => number} ticks milliseconds that never jump
 * @property {() => number} random
 * @property {(run: () => void, ms: number) => any} setTimeout
 * @property {(timer: any) => void} clearTimeout
 */

/** @type {Clock} */
export const systemClock = {
  now: () => Date.now(),
  ticks: () => performance.now(),
  random: () => Math.random(),
  setTimeout: (run, ms) => globalThis.setTimeout(run, ms),
  clearTimeout: (timer) => globalThis.clearTimeout(timer),
};
