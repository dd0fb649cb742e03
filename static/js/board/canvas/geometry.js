/**
 * Boxes, spots and the lines between them, on a board or on a screen.
 *
 * @typedef {{x: number, y: number}} Spot
 * @typedef {{x: number, y: number, w: number, h: number}} Box
 */

/** @param {Box} a @param {Box} b */
export const meets = (a, b) => a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h;

/** @param {Box} a @param {Box} b whether b lies in a */
export const holds = (a, b) => b.x >= a.x && b.y >= a.y && b.x + b.w <= a.x + a.w && b.y + b.h <= a.y + a.h;

/** @param {Box} box @param {Spot} spot */
export const has = ({ x, y, w, h }, spot) => spot.x >= x && spot.y >= y && spot.x <= x + w && spot.y <= y + h;

/** @param {Box} box @param {number} by @returns {Box} */
export const grown = ({ x, y, w, h }, by) => ({ x: x - by, y: y - by, w: w + 2 * by, h: h + 2 * by });

/** @param {Box} box @param {Spot} by @returns {Box} */
export const moved = (box, by) => ({ ...box, x: box.x + by.x, y: box.y + by.y });

/** @param {Box} box @returns {Spot} */
export const middle = ({ x, y, w, h }) => ({ x: x + w / 2, y: y + h / 2 });

/** @param {Spot} a @param {Spot} b @returns {Box} with these corners */
export const between = (a, b) => ({ x: Math.min(a.x, b.x), y: Math.min(a.y, b.y), w: Math.abs(a.x - b.x), h: Math.abs(a.y - b.y) });

/** The least box around all of them, or null. @returns {Box | null} */
export function around(/** @type {Iterable<Box>} */ boxes) {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const { x, y, w, h } of boxes) {
    left = Math.min(left, x);
    top = Math.min(top, y);
    right = Math.max(right, x + w);
    bottom = Math.max(bottom, y + h);
  }
  return left === Infinity ? null : { x: left, y: top, w: right - left, h: bottom - top };
}

/** The least box around the points of a stroke, x and y in turns. @param {number[]} points @returns {Box} */
export function extent(points) {
  const spots = points.flatMap((x, at) => (at % 2 ? [] : [{ x, y: points[at + 1], w: 0, h: 0 }]));
  return around(spots) ?? { x: 0, y: 0, w: 0, h: 0 };
}

/** Where the line from the middle of a box towards a spot leaves the box. @param {Box} box @param {Spot} to @returns {Spot} */
export function edge(box, to) {
  const from = middle(box);
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  const part = Math.min(box.w / 2 / Math.abs(dx || 1e-9), box.h / 2 / Math.abs(dy || 1e-9), 1);
  return { x: from.x + dx * part, y: from.y + dy * part };
}

/** The line between two boxes, from edge to edge. @param {Box} a @param {Box} b @returns {[Spot, Spot]} */
export const line = (a, b) => [edge(a, middle(b)), edge(b, middle(a))];

/** @param {Spot} spot @param {Spot} a @param {Spot} b how far the spot is from the line a to b */
export function distance(spot, a, b) {
  const [dx, dy] = [b.x - a.x, b.y - a.y];
  const long = dx * dx + dy * dy;
  const at = long ? Math.max(0, Math.min(1, ((spot.x - a.x) * dx + (spot.y - a.y) * dy) / long)) : 0;
  return Math.hypot(spot.x - a.x - at * dx, spot.y - a.y - at * dy);
}
