/** What lies where on the canvas: kept for every piece and connection, and found by place. */

import { around, grown, line, moved } from "./geometry.js";
import { Grid } from "./grid.js";
import { inReadingOrder, isOnCanvas, laid, layout } from "./layout.js";

/** @typedef {import("./geometry.js").Box} Box @typedef {import("./geometry.js").Spot} Spot @typedef {import("../board.js").Seen} Seen */

const STILL = { x: 0, y: 0 };

export class Scene {
  /** Pieces. */ grid = new Grid();
  /** Connections. */ lines = new Grid();
  /** The lanes that have something standing on the canvas. @type {{lane: Seen, x: number, y: number}[]} */ columns = [];
  /** Pieces that are being dragged here, and where to. @type {Map<string, Spot>} */ offsets = new Map();
  /** Where each piece stands, which is what others' places hang on. @type {Map<string, string>} */ #stands = new Map();
  /** The connections of each piece. @type {Map<string, Set<string>>} */ #ends = new Map();
  /** @type {string[] | null} */ #order = null;

  /** @param {Map<string, Seen>} pieces of the board, which changes by itself */
  constructor(pieces) {
    this.pieces = pieces;
  }

  /** Where a piece is shown. @returns {Box | undefined} */
  box(/** @type {string} */ name) {
    const box = this.grid.boxes.get(name);
    const offset = box && this.offsets.get(name);
    return offset ? moved(box, offset) : box;
  }

  /** @returns {[Spot, Spot] | null} where a connection begins and ends */
  line(/** @type {string} */ name) {
    const [a, b] = (this.pieces.get(name)?.ends ?? []).map((end) => this.box(end));
    return a && b ? line(a, b) : null;
  }

  /** What lies in a part of the board, what is dragged there included. */
  in(/** @type {Box} */ view) {
    const pieces = this.grid.in(view);
    for (const name of this.offsets.keys()) pieces.add(name);
    const lines = this.lines.in(view);
    for (const name of this.offsets.keys()) for (const end of this.#ends.get(name) ?? []) lines.add(end);
    return { pieces, lines };
  }

  /** The pieces that take part when these are moved: those in the groups among them too. */
  withMembers(/** @type {Iterable<string>} */ names) {
    const all = new Set(names);
    for (const { name, group } of this.pieces.values()) if (group && all.has(group) && this.grid.boxes.has(name)) all.add(name);
    return all;
  }

  get order() {
    this.#order ??= inReadingOrder(this.grid.boxes, this.grid.boxes.keys(), document.documentElement.dir === "rtl");
    return this.#order;
  }

  /** Around all that lies there, and the titles of columns above it. */
  get all() {
    const titles = this.columns.map(({ x, y }) => ({ x, y, w: 1, h: 1 }));
    return around([...this.grid.boxes.values(), ...titles]);
  }

  /** After these pieces changed; all of them if null. */
  renew(/** @type {Set<string> | null} */ names) {
    this.#order = null;
    const isSmall = names && [...names].every((name) => this.#standsAsBefore(name));
    for (const name of isSmall ? names : this.#layAll()) this.#place(name);
  }

  /** Whether nobody else's place hangs on what changed about it. */
  #standsAsBefore(/** @type {string} */ name) {
    const piece = this.pieces.get(name);
    if (piece?.kind === "connector") return true;
    return piece !== undefined && this.#stands.get(name) === standing(piece) && piece.kind !== "group";
  }

  #layAll() {
    const { boxes, columns } = layout(this.pieces);
    this.columns = columns;
    this.#stands = new Map([...this.pieces.values()].map((piece) => [piece.name, standing(piece)]));
    this.#ends = new Map();
    for (const { name, ends } of this.pieces.values()) for (const end of ends ?? []) this.#connected(end).add(name);
    for (const name of this.grid.boxes.keys()) if (!boxes.has(name)) this.grid.delete(name);
    for (const [name, box] of boxes) this.grid.set(name, box);
    this.lines.clear();
    return [...this.pieces.values()].filter(({ kind }) => kind === "connector").map(({ name }) => name);
  }

  #place(/** @type {string} */ name) {
    const piece = this.pieces.get(name);
    if (piece && isOnCanvas(piece)) this.grid.set(name, laid(piece, this.grid.boxes.get(name) ?? STILL));
    for (const end of piece?.ends ?? []) this.#connected(end).add(name);
    for (const one of piece?.ends ? [name] : (this.#ends.get(name) ?? [])) this.#placeLine(one);
  }

  #placeLine(/** @type {string} */ name) {
    const ends = this.line(name);
    const box = ends && around(ends.map((spot) => ({ ...spot, w: 1, h: 1 })));
    if (box) this.lines.set(name, grown(box, 12));
    else this.lines.delete(name);
  }

  #connected(/** @type {string} */ name) {
    const held = this.#ends.get(name) ?? new Set();
    this.#ends.set(name, held);
    return held;
  }
}

const standing = (/** @type {Seen} */ { kind, lane, order, group, fields }) => `${kind} ${lane} ${order} ${group} ${fields.x === undefined}`;
