/**
 * A board as the log says it stands, in memory: what `whiteboard/state.py` is on the server.
 *
 * @typedef {[number, number]} Rev by which entry something was changed last, and whose it was
 * @typedef {object} Piece as `…/state` and `…/mine` give it, with what it has none of filled in
 * @property {string} name
 * @property {"card" | "note" | "group" | "lane" | "connector" | "text" | "stroke" | "image"} kind
 * @property {number} by its author
 * @property {number} made by which entry
 * @property {Record<string, any>} fields x, y, w, h, colour, width, points, file, and texts by their names
 * @property {Record<string, Rev>} revs of each part: fields by their names, the rest by those below
 * @property {string} lane
 * @property {string} order the key that orders it in its lane
 * @property {string} group
 * @property {[string, string] | null} ends what a line connects
 * @property {number | null} locked_by
 * @property {number | null} deleted_by
 * @property {number | null} private_to
 */

export const LANE = "@lane";
export const ORDER = "@order";
export const GROUP = "@group";
export const LOCK = "@lock";
export const LIFE = "@life";
export const SIGHT = "@sight";

const BLANK = { fields: {}, revs: {}, lane: "", order: "", group: "", ends: null, locked_by: null, deleted_by: null, private_to: null };

/** @returns {Piece} */
export const pieceOf = (/** @type {any} */ said) => ({ ...BLANK, ...said });

export const isLive = (/** @type {Piece} */ piece) => piece.deleted_by === null;

export const isSeenBy = (/** @type {Piece} */ piece, /** @type {number} */ person) =>
  piece.private_to === null || piece.private_to === person;

/** The last entry that changed a piece. */
export function seqOf(/** @type {Piece} */ { made, revs }) {
  const seqs = Object.values(revs).map(([seq]) => seq);
  return seqs.length ? Math.max(...seqs) : made;
}

export class State {
  phase = "plan";
  rules = { budget: 5, most: 3, hides_votes: true, is_private: false, is_locked: false, hides_hands: false };
  /** The texts of its cards. @type {{name: string, most: number, label: string}[]} */ card = [];
  round = 1;
  seq = 0;
  /** @type {Map<string, Piece>} */ pieces = new Map();
  /** One's own dots, by round and piece. @type {Map<string, number>} */ dots = new Map();
  /** @type {Record<string, number>} */ totals = {};

  /** The piece to be changed, as a copy that takes its place. @returns {Piece | undefined} */
  change(/** @type {string} */ name) {
    const piece = this.pieces.get(name);
    if (!piece) return undefined;
    const copy = { ...piece, fields: { ...piece.fields }, revs: { ...piece.revs } };
    this.pieces.set(name, copy);
    return copy;
  }

  /** The same, to be changed while this one stays as it is. */
  draft() {
    const made = Object.assign(new State(), this);
    made.pieces = new Map(this.pieces);
    made.dots = new Map(this.dots);
    return made;
  }

  /** The known pieces of a lane, or the lanes, in order; deleted ones keep their place. */
  neighbours(/** @type {boolean} */ isLanes, /** @type {string} */ lane) {
    const found = [...this.pieces.values()].filter((piece) => piece.order && piece.lane === lane && (piece.kind === "lane") === isLanes);
    return found.sort(inOrder);
  }

  dotsOn(/** @type {string} */ name) {
    return this.dots.get(`${this.round} ${name}`) ?? 0;
  }

  get hidesTotals() {
    return this.phase === "vote" && this.rules.hides_votes;
  }
}

export const inOrder = (/** @type {Piece} */ a, /** @type {Piece} */ b) => compare(a.order, b.order) || compare(a.name, b.name);

const compare = (/** @type {string} */ a, /** @type {string} */ b) => (a < b ? -1 : a > b ? 1 : 0);

/** Whether this change of a part of the piece is not in it yet; from now on it is. */
export function isNewer(/** @type {Piece} */ piece, /** @type {string} */ part, /** @type {Rev} */ rev) {
  if ((piece.revs[part]?.[0] ?? 0) >= rev[0]) return false;
  piece.revs[part] = rev;
  return true;
}
