/** Which piece stands where among lanes: pure, for the view and for moving by keyboard and pointer. */

import { IN_LANES } from "../kinds.js";
import { inOrder } from "../state.js";

/** @typedef {import("../board.js").Seen} Seen */

/** By lane ("" for none), and by group, the names of what stands there in order. @returns {{lanes: Map<string, string[]>, groups: Map<string, string[]>}} */
export function arranged(/** @type {Map<string, Seen>} */ pieces) {
  const listed = [...pieces.values()].filter(({ kind }) => IN_LANES.has(kind)).sort(inOrder);
  /** @type {Map<string, string[]>} */ const lanes = new Map();
  /** @type {Map<string, string[]>} */ const groups = new Map();
  for (const piece of listed) {
    const isGrouped = piece.kind !== "group" && pieces.get(piece.group)?.kind === "group";
    const [where, place] = isGrouped ? [groups, piece.group] : [lanes, laneOf(pieces, piece)];
    where.set(place, [...(where.get(place) ?? []), piece.name]);
  }
  return { lanes, groups };
}

/** The lane that a piece is seen in; a lane that is gone is none. */
export function laneOf(/** @type {Map<string, Seen>} */ pieces, /** @type {Seen} */ { lane }) {
  return pieces.get(lane)?.kind === "lane" ? lane : "";
}

/**
 * After what a piece stands when it goes so many places up (-1) or down (1): a name, or "" for the start.
 * @returns {string | null} null if it cannot
 */
export function afterStep(/** @type {string[]} */ names, /** @type {string} */ name, /** @type {number} */ step) {
  const at = names.indexOf(name);
  const to = at + step;
  if (at < 0 || to < 0 || to >= names.length) return null;
  const others = names.filter((one) => one !== name);
  return to === 0 ? "" : others[to - 1];
}
