/**
 * What each entry makes of a board: `entry.apply` of `whiteboard/entries`, to the letter. Applied twice, or
 * after what came later, it changes nothing, for each part of a piece knows by which entry it was changed last.
 *
 * @typedef {import("./state.js").State} State
 * @typedef {import("./state.js").Piece} Piece
 * @typedef {import("./state.js").Rev} Rev
 */

import { apply as applyEdit } from "../texts/ot.js";
import { GROUP, isLive, isNewer, LANE, LIFE, LOCK, ORDER, pieceOf, SIGHT } from "./state.js";

/** @returns {string[] | null} the pieces that it may have changed; null if it concerns the board as a whole */
export function apply(/** @type {State} */ state, /** @type {string} */ kind, /** @type {any} */ data, /** @type {Rev} */ rev) {
  const does = APPLIES[kind];
  return does ? does(state, data, rev) : [];
}

/** The pieces that came with an entry as they are now, where they are newer than those known. */
export function show(/** @type {State} */ state, /** @type {any[]} */ now, /** @type {(piece: Piece) => number} */ seqOf) {
  for (const said of now) {
    const piece = pieceOf(said);
    const known = state.pieces.get(piece.name);
    if (!known || seqOf(known) < seqOf(piece)) state.pieces.set(piece.name, piece);
  }
}

/** @type {Record<string, (state: State, data: any, rev: Rev) => string[] | null>} */
const APPLIES = {
  "board.board_begun": (state, { phase, rules, card }) => {
    Object.assign(state, { phase, rules: { ...state.rules, ...rules }, card });
    return null;
  },
  "board.phase_set": (state, { phase, round }) => {
    if (state.round !== round) state.totals = {};
    Object.assign(state, { phase, round });
    return null;
  },
  "board.rules_set": (state, { rules }) => {
    state.rules = rules;
    return null;
  },
  "board.vote_cast": (state, { piece, dots, round }) => {
    state.dots.set(`${round} ${piece}`, dots);
    return [piece];
  },
  "board.votes_counted": (state, { totals }) => {
    state.totals = withoutNone({ ...state.totals, ...totals });
    return Object.keys(totals);
  },
  "board.votes_shown": (state, { totals }) => {
    state.totals = { ...totals };
    return null;
  },
  "board.piece_created": (state, data, rev) => created(state, data, rev),
  "board.pieces_connected": (state, data, rev) => connected(state, data, rev),
  "board.pieces_moved": (state, { spots }, rev) =>
    spots.map((/** @type {[string, number, number]} */ [name, x, y]) => {
      const piece = state.change(name);
      if (piece && isNewer(piece, "x", rev)) piece.fields.x = x;
      if (piece && isNewer(piece, "y", rev)) piece.fields.y = y;
      return name;
    }),
  "board.pieces_placed": (state, { lane = "", orders }, rev) =>
    each(state, Object.keys(orders), (piece) => {
      if (isNewer(piece, LANE, rev)) piece.lane = lane;
      if (isNewer(piece, ORDER, rev)) piece.order = orders[piece.name];
    }),
  "board.orders_renewed": (state, { orders }, rev) =>
    each(state, Object.keys(orders), (piece) => {
      if (isNewer(piece, ORDER, rev)) piece.order = orders[piece.name];
    }),
  "board.pieces_grouped": (state, { pieces, group = "" }, rev) =>
    each(state, pieces, (piece) => {
      if (isNewer(piece, GROUP, rev)) piece.group = group;
    }),
  "board.pieces_deleted": (state, { pieces }, rev) =>
    each(state, pieces, (piece) => {
      if (isNewer(piece, LIFE, rev) && isLive(piece)) piece.deleted_by = rev[1];
    }),
  "board.pieces_restored": (state, { pieces }, rev) =>
    each(state, pieces, (piece) => {
      if (isNewer(piece, LIFE, rev) && !isLive(piece)) piece.deleted_by = null;
    }),
  "board.pieces_locked": (state, { pieces }, rev) =>
    each(state, pieces, (piece) => {
      if (isNewer(piece, LOCK, rev)) piece.locked_by = rev[1];
    }),
  "board.pieces_unlocked": (state, { pieces }, rev) =>
    each(state, pieces, (piece) => {
      if (isNewer(piece, LOCK, rev)) piece.locked_by = null;
    }),
  "board.pieces_revealed": (state, { pieces }, rev) =>
    each(state, pieces, (piece) => {
      if (isNewer(piece, SIGHT, rev)) piece.private_to = null;
    }),
  "board.fields_set": (state, { piece: name, fields }, rev) =>
    each(state, [name], (piece) => {
      for (const [field, value] of Object.entries(fields)) if (isNewer(piece, field, rev)) put(piece, field, value);
    }),
  "board.text_edited": (state, { piece: name, field, op }, rev) =>
    each(state, [name], (piece) => {
      if (isNewer(piece, field, rev)) piece.fields[field] = applyEdit(op, piece.fields[field] ?? "");
    }),
};

/** @returns {string[]} */
function each(/** @type {State} */ state, /** @type {string[]} */ names, /** @type {(piece: Piece) => void} */ change) {
  for (const name of names) {
    const piece = state.change(name);
    if (piece) change(piece);
  }
  return names;
}

function created(/** @type {State} */ state, /** @type {any} */ data, /** @type {Rev} */ rev) {
  const { piece: name, type: kind, fields = {}, lane = "", order = "", group = "", private: isPrivate = false } = data;
  if (!state.pieces.has(name)) {
    const parts = [...Object.keys(fields), LANE, ORDER, GROUP];
    state.pieces.set(name, pieceOf({
      name, kind, lane, order, group, by: rev[1], made: rev[0], fields: { ...fields },
      revs: Object.fromEntries(parts.map((part) => [part, rev])), private_to: isPrivate ? rev[1] : null,
    }));
  }
  return [name];
}

function connected(/** @type {State} */ state, /** @type {any} */ data, /** @type {Rev} */ rev) {
  const { piece: name, start, end, label = "", private: isPrivate = false } = data;
  if (!state.pieces.has(name)) {
    const fields = label ? { label } : {};
    state.pieces.set(name, pieceOf({
      name, kind: "connector", by: rev[1], made: rev[0], fields, ends: [start, end],
      revs: label ? { label: rev } : {}, private_to: isPrivate ? rev[1] : null,
    }));
  }
  return [name];
}

function put(/** @type {Piece} */ piece, /** @type {string} */ field, /** @type {any} */ value) {
  if (value === null) delete piece.fields[field];
  else piece.fields[field] = value;
}

const withoutNone = (/** @type {Record<string, number>} */ totals) =>
  Object.fromEntries(Object.entries(totals).filter(([, dots]) => dots));
