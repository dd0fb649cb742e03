/** Lines drawn by hand: made simpler until they are as short as a board takes them. */

import { distance, extent } from "./geometry.js";

export const MOST_POINTS = 400;
const FARTHEST = 20_000;

/** @typedef {import("./geometry.js").Spot} Spot */

/**
 * A drawn line as a piece has it: where it lies, and its points from there.
 * @param {Spot[]} spots @param {number} tolerance how far a point may be from the line that leaves it out
 * @returns {{x: number, y: number, points: number[]}}
 */
export function stroke(spots, tolerance = 1) {
  const kept = simple(spots.length > 1 ? spots : [spots[0], { x: spots[0].x + 1, y: spots[0].y }], tolerance);
  const box = extent(kept.flatMap(({ x, y }) => [x, y]));
  const [x, y] = [Math.round(box.x), Math.round(box.y)];
  const near = (/** @type {number} */ far) => Math.max(-FARTHEST, Math.min(FARTHEST, Math.round(far) + 0));
  return { x, y, points: kept.flatMap((spot) => [near(spot.x - x), near(spot.y - y)]) };
}

/** As few of the spots as show the same line; ever fewer until there are not too many. @param {Spot[]} spots @returns {Spot[]} */
export function simple(spots, tolerance = 1, most = MOST_POINTS) {
  let kept = without(spots, tolerance);
  for (let rougher = tolerance * 1.25; kept.length > most; rougher *= 1.25) kept = without(kept, rougher);
  return kept;
}

/** Ramer, Douglas and Peucker, without recursion. @param {Spot[]} spots @param {number} tolerance */
function without(spots, tolerance) {
  const isKept = new Uint8Array(spots.length);
  isKept[0] = isKept[spots.length - 1] = 1;
  const parts = [[0, spots.length - 1]];
  for (let part = parts.pop(); part; part = parts.pop()) {
    const [first, last] = part;
    let [farthest, at] = [tolerance, 0];
    for (let n = first + 1; n < last; n++) {
      const far = distance(spots[n], spots[first], spots[last]);
      if (far > farthest) [farthest, at] = [far, n];
    }
    if (at) {
      isKept[at] = 1;
      parts.push([first, at], [at, last]);
    }
  }
  return spots.filter((_, n) => isKept[n]);
}

/** The line as SVG draws it, its corners rounded. */
export function path(/** @type {number[]} */ points) {
  let drawn = `M${points[0]} ${points[1]}`;
  for (let n = 2; n < points.length - 2; n += 2) {
    const [x, y] = [points[n], points[n + 1]];
    drawn += `Q${x} ${y} ${(x + points[n + 2]) / 2} ${(y + points[n + 3]) / 2}`;
  }
  return `${drawn}L${points.at(-2)} ${points.at(-1)}`;
}
