/** How long to wait before the next try: random, so that a thousand pages do not come back at once. */

const FIRST_MS = 500;
const LONGEST_MS = 30_000;

/** Full jitter. @param {number} failures so far, from 0 @param {() => number} random */
export function jitter(failures, random) {
  return Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.min(failures, 16)) * random();
}
