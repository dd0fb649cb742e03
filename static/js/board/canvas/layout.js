/**
 * Where each piece lies on the canvas. One that nobody has laid anywhere yet stands in the column of its
 * lane, or in its group, by its order there: the same place in every browser, kept by nobody.
 */

import { ON_CANVAS } from "../kinds.js";
import { inOrder } from "../state.js";
import { extent } from "./geometry.js";

/** @typedef {import("./geometry.js").Box} Box @typedef {import("../board.js").Seen} Seen */

/** @type {Record<string, [number, number]>} */
export const SIZES = { card: [240, 140], note: [180, 140], text: [260, 60], group: [560, 380], image: [320, 240] };
const GAP = 20;
const COLUMN = 300;
const ROW = 160;
const IN_GROUP = 260;
const UNDER_TITLE = 64;

export const isOnCanvas = (/** @type {Seen} */ { kind }) => ON_CANVAS.has(kind);

const isLaid = (/** @type {Seen} */ { fields }) => fields.x !== undefined && fields.y !== undefined;

/** All boxes by name; `columns` are the lanes that have something standing in them. @param {Map<string, Seen>} pieces */
export function layout(pieces) {
  const lanes = [...pieces.values()].filter(({ kind }) => kind === "lane").sort(inOrder);
  const number = new Map(lanes.map(({ name }, at) => [name, at]));
  /** @type {Map<string, Box>} */ const boxes = new Map();
  /** @type {Map<string, number>} */ const taken = new Map();
  /** @type {Set<number>} */ const standing = new Set();
  const all = [...pieces.values()].filter(isOnCanvas).sort((a, b) => Number(b.kind === "group") - Number(a.kind === "group") || inOrder(a, b));
  for (const piece of all) {
    const group = boxes.get(piece.group);
    const column = number.get(piece.lane) ?? lanes.length;
    const place = group ? piece.group : `column ${column}`;
    const at = taken.get(place) ?? 0;
    taken.set(place, at + (piece.kind === "group" ? 3 : 1));
    if (!isLaid(piece) && !group) standing.add(column);
    boxes.set(piece.name, laid(piece, group ? inGroup(group, at) : { x: column * COLUMN, y: at * ROW }));
  }
  const columns = [...standing].filter((at) => at < lanes.length).map((at) => ({ lane: lanes[at], x: at * COLUMN, y: -UNDER_TITLE }));
  return { boxes, columns };
}

/** The box of a piece that lies, or stands there if nobody has laid it. @returns {Box} */
export function laid(/** @type {Seen} */ piece, /** @type {{x: number, y: number}} */ there) {
  const { x, y, w, h, points, width = 4 } = piece.fields;
  const at = isLaid(piece) ? { x, y } : there;
  if (piece.kind !== "stroke") {
    const [wide, high] = SIZES[piece.kind];
    const box = { ...at, w: w ?? wide, h: h ?? high };
    return piece.kind === "image" && !isLaid(piece) ? fitted(box, SIZES.card) : box;
  }
  const box = extent(points ?? [0, 0, 1, 1]);
  return { x: at.x + box.x - width, y: at.y + box.y - width, w: box.w + 2 * width, h: box.h + 2 * width };
}

/** A picture that stands in a lane or group leaves the others their places. */
function fitted(/** @type {Box} */ { w, h, ...at }, /** @type {[number, number]} */ [wide, high]) {
  const scale = Math.min(1, wide / w, high / h);
  return { ...at, w: w * scale, h: h * scale };
}

function inGroup(/** @type {Box} */ group, /** @type {number} */ at) {
  const across = Math.max(1, Math.floor((group.w - GAP) / IN_GROUP));
  return { x: group.x + GAP + (at % across) * IN_GROUP, y: group.y + UNDER_TITLE + Math.floor(at / across) * ROW };
}

/** The pieces as one reads them: row by row, in each from its start. A group comes before what lies in it. */
export function inReadingOrder(/** @type {Map<string, Box>} */ boxes, /** @type {Iterable<string>} */ names, isRightToLeft = false) {
  const rows = (/** @type {Box} */ { y }) => Math.floor(y / ROW);
  const side = isRightToLeft ? -1 : 1;
  return [...names].sort((one, other) => {
    const [a, b] = [/** @type {Box} */ (boxes.get(one)), /** @type {Box} */ (boxes.get(other))];
    return rows(a) - rows(b) || side * (a.x - b.x) || a.y - b.y || (one < other ? -1 : 1);
  });
}

/** The nearest piece in a direction, or null. @param {Map<string, Box>} boxes @param {string} from @param {-1 | 0 | 1} dx @param {-1 | 0 | 1} dy */
export function neighbour(boxes, from, dx, dy) {
  const here = boxes.get(from);
  let [nearest, best] = [/** @type {string | null} */ (null), Infinity];
  if (here) for (const [name, box] of boxes) {
    const [right, down] = [box.x + box.w / 2 - here.x - here.w / 2, box.y + box.h / 2 - here.y - here.h / 2];
    const ahead = right * dx + down * dy;
    const aside = Math.abs(right * dy) + Math.abs(down * dx);
    const far = ahead + 2 * aside;
    if (name !== from && ahead > 0 && aside <= 2 * ahead && far < best) [nearest, best] = [name, far];
  }
  return nearest;
}
