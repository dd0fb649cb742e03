/** Keys that put pieces in an order, as `whiteboard/ordering.py` makes them: fractions in base 36. */

const SIGNS = "0123456789abcdefghijklmnopqrstuvwxyz";
const BASE = SIGNS.length;
const [WIDTH, STEP] = [4, 64];

/** So many keys between the two, in their order; empty ones are the ends. @returns {string[]} */
export function keysBetween(/** @type {string} */ low, /** @type {string} */ high, /** @type {number} */ count) {
  /** @type {string[]} */
  const made = [];
  for (let n = 0; n < count; n++) made.push(between(made.at(-1) ?? low, high));
  return made;
}

function between(/** @type {string} */ low, /** @type {string} */ high) {
  if (!low && !high) return SIGNS[BASE / 2];
  const [later, earlier] = [numberOf(low) + STEP, numberOf(high) - STEP];
  if (!high && later < BASE ** WIDTH) return keyOf(later);
  if (!low && earlier > 0) return keyOf(earlier);
  return middle(low, high);
}

function middle(/** @type {string} */ low, /** @type {string} */ high) {
  for (let made = ""; ; ) {
    const place = made.length;
    const a = place < low.length ? SIGNS.indexOf(low[place]) : 0;
    const b = place < high.length ? SIGNS.indexOf(high[place]) : BASE;
    if (b - a > 1) return made + SIGNS[Math.floor((a + b) / 2)];
    made += SIGNS[a];
    if (a !== b) high = "";
  }
}

const numberOf = (/** @type {string} */ key) => parseInt(key.slice(0, WIDTH).padEnd(WIDTH, "0"), BASE);

const keyOf = (/** @type {number} */ number) => number.toString(BASE).padStart(WIDTH, "0").replace(/0+$/, "");
