/** What somebody did to a text, told from how it was and how it is; polylogue/texts/differing.py is the same. */

/**
 * The operation that makes one text of the other by one replacement, with no sign halved.
 * `caret`: where it stands in the new text; of “aaa” it tells which a is the new one.
 *
 * @returns {import("./ot.js").Operation}
 */
export function diff(/** @type {string} */ was, /** @type {string} */ now, /** @type {number | null} */ caret = null) {
  const shorter = Math.min(was.length, now.length);
  let end = sameAtTheEnd(was, now, now.length - (caret ?? now.length));
  const start = sameAtTheStart(was, now, shorter - end);
  if (caret === null) end = sameAtTheEnd(was, now, shorter - start);
  const inserted = now.slice(start, now.length - end);
  const deleted = was.length - end - start;
  return inserted || deleted ? [start, inserted, -deleted].filter(Boolean) : [];
}

function sameAtTheStart(/** @type {string} */ was, /** @type {string} */ now, /** @type {number} */ most) {
  let same = 0;
  while (same < most && was[same] === now[same]) same += 1;
  return same && isFirstHalf(now.charCodeAt(same - 1)) ? same - 1 : same;
}

function sameAtTheEnd(/** @type {string} */ was, /** @type {string} */ now, /** @type {number} */ most) {
  const bound = Math.min(most, was.length, now.length);
  let same = 0;
  while (same < bound && was[was.length - 1 - same] === now[now.length - 1 - same]) same += 1;
  return same && isSecondHalf(now.charCodeAt(now.length - same)) ? same - 1 : same;
}

const isFirstHalf = (/** @type {number} */ unit) => unit >= 0xd800 && unit <= 0xdbff;
const isSecondHalf = (/** @type {number} */ unit) => unit >= 0xdc00 && unit <= 0xdfff;
