/** What is done on the canvas, as operations of the board. What one may not do is said, and not tried. */

import { freshName } from "../board.js";
import { CONNECTED, FARTHEST, IN_GROUPS, LARGEST } from "../kinds.js";
import { has, middle } from "./geometry.js";
import { SIZES } from "./layout.js";

const MOST_AT_ONCE = 200;
const LEAST_SIZE = 60;

/** @typedef {import("../board.js").Seen} Seen @typedef {import("./geometry.js").Spot} Spot */

const whole = (/** @type {number} */ n) => Math.max(-FARTHEST, Math.min(FARTHEST, Math.round(n)));

export class Deeds {
  /** @param {import("../board.js").Board} board @param {import("./scene.js").Scene} scene @param {(name: string, values?: object) => void} say */
  constructor(board, scene, say) {
    this.board = board;
    this.scene = scene;
    this.say = say;
  }

  /** Whether all of these may be changed so; if not, it is said. */
  may(/** @type {string} */ operation, /** @type {Iterable<string | null>} */ names = [null]) {
    const pieces = [...names].map((name) => (name === null ? null : this.board.pieces.get(name)));
    const isAllowed = pieces.every((piece) => piece !== undefined && this.board.me.may(operation, piece));
    if (!isAllowed) this.say("canvas-may-not");
    return isAllowed;
  }

  /** Lays pieces elsewhere, those in groups among them too, and into the groups that they now lie in. */
  move(/** @type {Iterable<string>} */ chosen, /** @type {Spot} */ { x, y }) {
    const names = [...this.scene.withMembers(chosen)].filter((name) => this.board.pieces.has(name));
    if (names.length > MOST_AT_ONCE) return this.say("canvas-too-many", { n: MOST_AT_ONCE });
    if (!names.length || !this.may("move_pieces", names)) return;
    const spots = names.flatMap((name) => {
      const { kind, fields } = /** @type {Seen} */ (this.board.pieces.get(name));
      const box = this.scene.grid.boxes.get(name);
      if (!box || (kind === "stroke" && fields.x === undefined)) return [];
      const from = fields.x === undefined || fields.y === undefined ? box : fields;
      return [[name, whole(from.x + x), whole(from.y + y)]];
    });
    this.board.do("move_pieces", { spots });
    this.#regroup(new Set(chosen), { x, y });
  }

  #regroup(/** @type {Set<string>} */ chosen, /** @type {Spot} */ by) {
    /** @type {Map<string, string[]>} */ const into = new Map();
    for (const name of chosen) {
      const piece = this.board.pieces.get(name);
      const box = this.scene.grid.boxes.get(name);
      if (!piece || !box || !IN_GROUPS.has(piece.kind) || chosen.has(piece.group)) continue;
      const { x, y } = middle(box);
      const group = this.groupAt({ x: x + by.x, y: y + by.y });
      if (group !== piece.group && this.board.me.may("group_pieces", piece)) into.set(group, [...(into.get(group) ?? []), name]);
    }
    for (const [group, pieces] of into) this.board.do("group_pieces", { pieces, group });
  }

  /** @returns {string} the group that lies there, or "" */
  groupAt(/** @type {Spot} */ spot) {
    const found = [...this.scene.grid.in({ ...spot, w: 1, h: 1 })].filter((name) => this.board.pieces.get(name)?.kind === "group");
    return found.find((name) => has(/** @type {any} */ (this.scene.box(name)), spot)) ?? "";
  }

  /** Puts something new on the board, its middle there. @returns {string | null} its name */
  create(/** @type {string} */ type, /** @type {Spot} */ spot, /** @type {Record<string, any>} */ fields = {}) {
    if (!this.may("create_piece")) return null;
    const [wide, high] = SIZES[type] ?? [0, 0];
    const { w = wide, h = high } = fields;
    const piece = freshName();
    const at = type === "stroke" ? {} : { x: whole(spot.x - w / 2), y: whole(spot.y - h / 2) };
    const group = IN_GROUPS.has(type) ? this.groupAt(spot) : "";
    this.board.do("create_piece", { piece, type, fields: { ...at, ...fields }, ...(group ? { group } : {}) });
    return piece;
  }

  connect(/** @type {string} */ start, /** @type {string} */ end) {
    const kinds = [start, end].map((name) => this.board.pieces.get(name)?.kind ?? "");
    if (start === end || !kinds.every((kind) => CONNECTED.has(kind))) return this.say("canvas-no-line");
    if (this.may("connect_pieces")) this.board.do("connect_pieces", { piece: freshName(), start, end });
  }

  canConnect(/** @type {string} */ name) {
    return CONNECTED.has(this.board.pieces.get(name)?.kind ?? "");
  }

  remove(/** @type {Iterable<string>} */ names) {
    const pieces = [...names];
    if (pieces.length > MOST_AT_ONCE) return this.say("canvas-too-many", { n: MOST_AT_ONCE });
    if (pieces.length && this.may("delete_pieces", pieces)) this.board.do("delete_pieces", { pieces });
  }

  colour(/** @type {Iterable<string>} */ names, /** @type {string} */ colour) {
    const pieces = [...names];
    if (!this.may("set_fields", pieces)) return;
    for (const piece of pieces) this.board.do("set_fields", { piece, fields: { colour } });
  }

  resize(/** @type {string} */ name, /** @type {number} */ w, /** @type {number} */ h) {
    const size = (/** @type {number} */ n) => Math.max(LEAST_SIZE, Math.min(LARGEST, Math.round(n)));
    if (!this.may("set_fields", [name])) return;
    const { x, y } = /** @type {any} */ (this.scene.box(name));
    const { kind, fields } = /** @type {any} */ (this.board.pieces.get(name));
    // A picture that stands in a lane has the size of a place there.
    if (kind === "image" && fields.x === undefined) this.board.do("move_pieces", { spots: [[name, whole(x), whole(y)]] });
    this.board.do("set_fields", { piece: name, fields: { w: size(w), h: size(h) } });
  }
}
