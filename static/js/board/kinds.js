/** What can lie on a board and what may stand in it, as `whiteboard/pieces.py` says. */

export const FARTHEST = 1_000_000;
export const LARGEST = 20_000;
const POINTS = 400;

export const COLOURS = ["plain", "yellow", "orange", "red", "pink", "violet", "blue", "green"];
export const MADE_PRIVATE = new Set(["card", "note", "image"]);
export const VOTED_ON = new Set(["card", "note", "group", "image"]);
export const IN_GROUPS = new Set(["card", "note", "text", "stroke", "image"]);
export const IN_LANES = new Set(["card", "note", "group", "text", "image"]);
export const CONNECTED = IN_LANES;
export const ON_CANVAS = new Set([...IN_LANES, "stroke"]);

/** @typedef {(value: any) => boolean} Check */

const number = (/** @type {number} */ least, /** @type {number} */ most) => (/** @type {any} */ value) =>
  Number.isInteger(value) && value >= least && value <= most;
const path = (/** @type {any} */ value) =>
  Array.isArray(value) && value.length >= 4 && value.length <= 2 * POINTS && value.length % 2 === 0 && value.every(number(-LARGEST, LARGEST));

const SPOT = { x: number(-FARTHEST, FARTHEST), y: number(-FARTHEST, FARTHEST) };
const COLOUR = { colour: (/** @type {any} */ value) => COLOURS.includes(value) };
const BOX = { ...SPOT, ...COLOUR, w: number(1, LARGEST), h: number(1, LARGEST) };

/** Values, of which the last one counts. @type {Record<string, Record<string, Check>>} */
const VALUES = {
  card: BOX,
  note: BOX,
  group: BOX,
  lane: COLOUR,
  connector: COLOUR,
  text: BOX,
  image: { ...BOX, file: (/** @type {any} */ value) => typeof value === "string" },
  stroke: { ...SPOT, ...COLOUR, points: path, width: number(1, 40) },
};

/** @type {Record<string, Record<string, number>>} */
const TEXTS = { note: { text: 500 }, group: { title: 200 }, lane: { title: 120 }, connector: { label: 120 }, text: { text: 2000 }, image: { alt: 500 } };

/** The texts of a kind, and how long each can be, in units of UTF-16. @returns {Record<string, number>} */
export function textsOf(/** @type {string} */ kind, /** @type {{name: string, most: number}[]} */ card) {
  return kind === "card" ? Object.fromEntries(card.map(({ name, most }) => [name, most])) : (TEXTS[kind] ?? {});
}

export const valuesOf = (/** @type {string} */ kind) => VALUES[kind];

/** What a piece is called by. @returns {string} */
export const titleOf = (/** @type {{fields: any}} */ { fields }) => fields.title || fields.text || fields.label || fields.alt || "";
