/**
 * What the server will make of an operation, as far as a browser can know: `whiteboard/reducing` once more.
 * It is for the screen alone, until the entries come; what the server says counts.
 *
 * @typedef {import("./state.js").State} State
 * @typedef {import("./state.js").Piece} Piece
 * @typedef {{kind: string, data: any}} Told
 * @typedef {{person: number, may: (operation: string, phase: string, lock: "free" | "piece" | "board", owns: boolean) => boolean}} Actor
 */

import { isLive, isSeenBy } from "./state.js";

export class Refused extends Error {}

/** An operation of somebody on a board, and what was decided so far. */
export class Case {
  /** @type {Told[]} */ told = [];

  constructor(/** @type {State} */ state, /** @type {Actor} */ who, /** @type {string} */ key) {
    Object.assign(this, { state, who, key });
  }

  ask(/** @type {string} */ operation, /** @type {Piece[]} */ pieces = []) {
    const some = pieces.length ? pieces : [null];
    for (const one of some) {
      const owns = !one || one.by === this.who.person;
      require(this.who.may(operation, this.state.phase, this.lockOf(one), owns));
    }
  }

  /** To change a lane is to arrange the lanes. */
  askAbout(/** @type {string} */ operation, /** @type {Piece[]} */ pieces) {
    const lanes = pieces.filter(({ kind }) => kind === "lane");
    const others = pieces.filter(({ kind }) => kind !== "lane");
    if (lanes.length) this.ask("arrange_lanes", lanes);
    if (others.length) this.ask(operation, others);
  }

  lockOf(/** @type {Piece | null} */ piece) {
    return this.state.rules.is_locked ? "board" : piece?.locked_by ? "piece" : "free";
  }

  known(/** @type {string} */ name) {
    const piece = this.state.pieces.get(name);
    require(piece && isSeenBy(piece, this.who.person));
    return /** @type {Piece} */ (piece);
  }

  live(/** @type {string} */ name) {
    const piece = this.known(name);
    require(isLive(piece));
    return piece;
  }

  someLive(/** @type {string[]} */ names) {
    const found = [...new Set(names)].map((name) => this.known(name)).filter(isLive);
    require(found.length);
    return found;
  }

  isThere(/** @type {string} */ name, /** @type {string} */ kind) {
    const piece = this.state.pieces.get(name);
    return Boolean(piece && piece.kind === kind && isLive(piece) && isSeenBy(piece, this.who.person));
  }

  tell(/** @type {string} */ kind, /** @type {any} */ data) {
    this.told.push({ kind: `board.${kind}`, data: { ...data, key: this.key } });
  }

  /** One fact of what everybody sees, and one of what only the person sees. */
  tellOf(/** @type {Piece[]} */ pieces, /** @type {string} */ kind, /** @type {(names: string[]) => any} */ dataOf) {
    for (const isPrivate of [false, true]) {
      const some = pieces.filter((piece) => (piece.private_to !== null) === isPrivate);
      if (some.length) this.tell(kind, dataOf(some.map(({ name }) => name)));
    }
  }
}

export function require(/** @type {unknown} */ is) {
  if (!is) throw new Refused();
}
