/** Decides on each operation as the server does, and has a board be as it is afterwards. */

import { apply as applyEdit, compose } from "../texts/ot.js";
import { Case, Refused, require } from "./deciding.js";
import { apply } from "./entries.js";
import { CONNECTED, IN_GROUPS, IN_LANES, MADE_PRIVATE, ON_CANVAS, textsOf, valuesOf, VOTED_ON } from "./kinds.js";
import { keysBetween } from "./ordering.js";
import { isLive, isSeenBy } from "./state.js";

/**
 * @typedef {import("./deciding.js").Actor} Actor
 * @typedef {import("./state.js").State} State
 * @typedef {import("./state.js").Piece} Piece
 */

/** Half of a sign. */
const HALVED = /\p{Surrogate}/u;

/** What is told of an operation; throws `Refused` if the server would refuse it. */
export function decide(/** @type {State} */ state, /** @type {string} */ operation, /** @type {any} */ said, /** @type {Actor} */ who, key = "") {
  const made = new Case(state, who, key);
  DECIDES[operation]?.(made, said);
  return made.told;
}

/** Shows an operation on a board that is a draft. @returns {(string[] | null)[]} what it changed, as `apply` says; nothing if it does not fit any more */
export function perform(/** @type {State} */ state, /** @type {string} */ operation, /** @type {any} */ said, /** @type {Actor} */ who) {
  try {
    return decide(state, operation, said, who).map(({ kind, data }) => apply(state, kind, data, [++state.seq, who.person]));
  } catch (problem) {
    if (problem instanceof Refused || problem instanceof RangeError) return [];
    throw problem;
  }
}

/** @type {Record<string, (made: Case, said: any) => void>} */
const DECIDES = {
  create_piece: create,
  connect_pieces: connect,
  set_fields: setFields,
  edit_text: editText,
  move_pieces: move,
  place_pieces: place,
  group_pieces: group,
  vote,
  delete_pieces(made, { pieces }) {
    const some = made.someLive(pieces);
    made.askAbout("delete_pieces", some);
    made.tellOf(some, "pieces_deleted", (names) => ({ pieces: names }));
  },
  restore_pieces(made, { pieces }) {
    const some = [...new Set(pieces)].map((name) => made.known(/** @type {string} */ (name)));
    made.askAbout("restore_pieces", some);
    made.tellOf(some, "pieces_restored", (names) => ({ pieces: names }));
  },
  lock_pieces: (made, { pieces }) => lock(made, pieces, "lock_pieces", "pieces_locked"),
  unlock_pieces: (made, { pieces }) => lock(made, pieces, "unlock_pieces", "pieces_unlocked"),
  reveal_pieces(made, said) {
    const some = made.someLive(said.pieces).filter((piece) => piece.private_to !== null);
    require(some.length);
    made.ask("reveal_pieces", some);
    made.tell("pieces_revealed", { pieces: [...some.map(({ name }) => name), ...shownWith(made, some)] });
  },
  set_phase(made, { phase, anew = false }) {
    made.ask("set_phase");
    made.tell("phase_set", { phase, round: made.state.round + Number(anew) });
  },
  set_rules(made, said) {
    made.ask("set_rules");
    made.tell("rules_set", { rules: { ...made.state.rules, ...said } });
  },
};

function create(/** @type {Case} */ made, /** @type {any} */ said) {
  const { piece, type, lane: wished = "", after = null, group: within = "" } = said;
  const { state } = made;
  made.ask(type === "lane" ? "arrange_lanes" : "create_piece");
  require(!state.pieces.has(piece));
  const fields = Object.fromEntries(Object.entries(said.fields ?? {}).filter(([, value]) => value !== null && value !== ""));
  for (const [name, value] of Object.entries(fields)) require(fits(state, type, name, value));
  const lane = IN_LANES.has(type) && made.isThere(wished, "lane") ? wished : "";
  made.tell("piece_created", {
    piece, type, fields, lane,
    order: IN_LANES.has(type) || type === "lane" ? ordersAt(made, type === "lane", lane, after, 1)[0] : "",
    group: IN_GROUPS.has(type) && made.isThere(within, "group") ? within : "",
    private: state.rules.is_private && MADE_PRIVATE.has(type),
  });
}

function connect(/** @type {Case} */ made, /** @type {any} */ { piece, start, end, label = "" }) {
  made.ask("connect_pieces");
  require(!made.state.pieces.has(piece));
  const ends = [made.live(start), made.live(end)];
  require(start !== end && ends.every(({ kind }) => CONNECTED.has(kind)));
  require(!label || fits(made.state, "connector", "label", label));
  made.tell("pieces_connected", { piece, start, end, label, private: ends.some((end) => end.private_to !== null) });
}

function setFields(/** @type {Case} */ made, /** @type {any} */ { piece: name, fields }) {
  const piece = made.live(name);
  made.askAbout("set_fields", [piece]);
  const known = valuesOf(piece.kind);
  for (const [field, value] of Object.entries(fields)) require(known[field] && (value === null || known[field](value)));
  made.tell("fields_set", { piece: name, fields });
}

function editText(/** @type {Case} */ made, /** @type {any} */ { piece: name, field, op }) {
  const piece = made.live(name);
  made.askAbout("edit_text", [piece]);
  const most = textsOf(piece.kind, made.state.card)[field];
  require(most);
  const was = piece.fields[field] ?? "";
  const is = applyEdit(op, was);
  require(is.length <= Math.max(most, was.length) && !HALVED.test(is));
  made.tell("text_edited", { piece: name, field, op: compose([], op) });
}

function move(/** @type {Case} */ made, /** @type {any} */ { spots }) {
  const places = new Map(spots.map((/** @type {any} */ [name, x, y]) => [name, [x, y]]));
  const pieces = made.someLive([...places.keys()]);
  require(pieces.every(({ kind }) => ON_CANVAS.has(kind)));
  made.ask("move_pieces", pieces);
  made.tellOf(pieces, "pieces_moved", (names) => ({ spots: names.map((name) => [name, ...places.get(name)]) }));
}

function place(/** @type {Case} */ made, /** @type {any} */ { pieces: wished, lane: to = "", after = null }) {
  const pieces = made.someLive(wished);
  const isLanes = pieces.every(({ kind }) => kind === "lane");
  require(isLanes || pieces.every(({ kind }) => IN_LANES.has(kind)));
  made.askAbout("place_pieces", pieces);
  const lane = isLanes ? "" : to;
  require(!lane || made.isThere(lane, "lane"));
  const keys = ordersAt(made, isLanes, lane, after, pieces.length, new Set(pieces.map(({ name }) => name)));
  const orders = new Map(pieces.map(({ name }, at) => [name, keys[at]]));
  made.tellOf(pieces, "pieces_placed", (names) => ({ lane, orders: Object.fromEntries(names.map((name) => [name, orders.get(name)])) }));
}

function group(/** @type {Case} */ made, /** @type {any} */ { pieces: wished, group: into }) {
  const pieces = made.someLive(wished);
  require(pieces.every(({ kind }) => IN_GROUPS.has(kind)));
  require(!into || made.live(into).kind === "group");
  made.ask("group_pieces", pieces);
  made.tellOf(pieces, "pieces_grouped", (names) => ({ pieces: names, group: into }));
}

function vote(/** @type {Case} */ made, /** @type {any} */ { piece: name, dots }) {
  const { state } = made;
  const piece = made.live(name);
  made.ask("vote");
  require(VOTED_ON.has(piece.kind) && piece.private_to === null && dots <= state.rules.most);
  require(!dots || dots <= dotsLeft(state, name));
  const total = (state.totals[name] ?? 0) - state.dotsOn(name) + dots;
  made.tell("vote_cast", { piece: name, dots, round: state.round });
  if (!state.hidesTotals) made.tell("votes_counted", { totals: { [name]: total } });
}

/** How many dots the person has to give; those on what was deleted are given back. */
export function dotsLeft(/** @type {State} */ state, but = "") {
  let left = state.rules.budget;
  for (const [where, dots] of state.dots) {
    const [round, name] = where.split(" ");
    const piece = state.pieces.get(name);
    if (Number(round) === state.round && name !== but && piece && isLive(piece)) left -= dots;
  }
  return left;
}

function lock(/** @type {Case} */ made, /** @type {string[]} */ wished, /** @type {string} */ operation, /** @type {string} */ kind) {
  const pieces = made.someLive(wished);
  made.ask(operation, pieces);
  made.tellOf(pieces, kind, (names) => ({ pieces: names }));
}

/** One's own private lines between what is shown now, or was before. */
function shownWith(/** @type {Case} */ { state, who }, /** @type {Piece[]} */ pieces) {
  const shown = new Set(pieces.map(({ name }) => name));
  const isPublic = (/** @type {string} */ name) => shown.has(name) || state.pieces.get(name)?.private_to === null;
  return [...state.pieces.values()]
    .filter((piece) => piece.private_to === who.person && piece.ends?.every(isPublic) && !shown.has(piece.name))
    .map(({ name }) => name);
}

/** Keys for so many pieces after another one in a lane; if that is not in it, at its end. */
function ordersAt(/** @type {Case} */ { state, who }, /** @type {boolean} */ isLanes, /** @type {string} */ lane, /** @type {string | null} */ after, /** @type {number} */ count, /** @type {Set<string>} */ without = new Set()) {
  const others = state.neighbours(isLanes, lane).filter(({ name }) => !without.has(name));
  const seen = others.find((piece) => piece.name === after && isSeenBy(piece, who.person));
  const low = after === "" ? "" : (seen?.order ?? others.at(-1)?.order ?? "");
  const high = others.find(({ order }) => order > low)?.order ?? "";
  return keysBetween(low, high, count);
}

function fits(/** @type {State} */ state, /** @type {string} */ kind, /** @type {string} */ name, /** @type {any} */ value) {
  const most = textsOf(kind, state.card)[name];
  return most ? typeof value === "string" && value.length <= most : Boolean(valuesOf(kind)[name]?.(value));
}
