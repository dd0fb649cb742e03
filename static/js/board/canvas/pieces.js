/** The pieces near the part of a board that is seen, as elements; the others have none. */

import { phrase } from "../../elements/phrases.js";
import { clone } from "../../elements/templates.js";
import { extent } from "./geometry.js";
import { showPicture } from "../pictures.js";
import { path } from "./strokes.js";

const SVG = "http://www.w3.org/2000/svg";
const TOP = 2 ** 30;

/** @typedef {import("../board.js").Seen} Seen @typedef {import("./scene.js").Scene} Scene */

export class Pieces {
  /** @type {Map<string, HTMLElement>} */ shown = new Map();

  /** @param {HTMLElement} layer @param {Scene} scene @param {import("../board.js").Board} board */
  constructor(layer, scene, board) {
    this.layer = layer;
    this.scene = scene;
    this.board = board;
  }

  /** Has exactly these as elements. @param {Set<string>} names */
  show(names) {
    for (const name of this.shown.keys()) if (!names.has(name)) this.#drop(name);
    const made = document.createDocumentFragment();
    for (const name of names) if (!this.shown.has(name) && this.scene.grid.boxes.has(name)) made.append(this.#make(name));
    if (made.childNodes.length) this.layer.append(made);
  }

  /** Shows a piece as it is now, if it has an element. */
  renew(/** @type {string} */ name) {
    const element = this.shown.get(name);
    const piece = this.board.pieces.get(name);
    if (!element) return;
    if (!piece || !this.scene.grid.boxes.has(name)) return this.#drop(name);
    fill(element, piece, this.board);
    this.place(name);
  }

  place(/** @type {string} */ name) {
    const [element, box] = [this.shown.get(name), this.scene.box(name)];
    if (!element || !box) return;
    const { style } = element;
    style.transform = `translate(${box.x}px, ${box.y}px)`;
    style.inlineSize = `${box.w}px`;
    style.blockSize = `${box.h}px`;
    const isDragged = element.toggleAttribute("data-dragged", this.scene.offsets.has(name));
    const { kind, made = 0 } = this.board.pieces.get(name) ?? {};
    if (kind !== "group") style.zIndex = String(isDragged ? TOP : Math.min(made, TOP)); // what is newer lies above, for everybody
  }

  #make(/** @type {string} */ name) {
    const piece = /** @type {Seen} */ (this.board.pieces.get(name));
    const element = clone(piece.kind === "stroke" ? "canvas-stroke" : "canvas-piece");
    element.id = `on-canvas-${name}`;
    element.dataset.name = name;
    this.shown.set(name, element);
    fill(element, piece, this.board);
    this.place(name);
    return element;
  }

  #drop(/** @type {string} */ name) {
    this.shown.get(name)?.remove();
    this.shown.delete(name);
  }
}

function fill(/** @type {HTMLElement} */ element, /** @type {Seen} */ piece, /** @type {import("../board.js").Board} */ board) {
  const { kind, fields, votes, isLocked, isPrivate, isPending } = piece;
  element.dataset.kind = kind;
  element.dataset.colour = fields.colour ?? "plain";
  element.toggleAttribute("data-locked", isLocked);
  element.toggleAttribute("data-private", isPrivate);
  element.toggleAttribute("data-pending", isPending);
  element.setAttribute("aria-label", called(piece, board));
  if (kind === "stroke") return drawn(element, fields);
  const [title, words] = wordsOf(piece, board);
  const put = (/** @type {string} */ part, /** @type {string} */ said) => {
    const at = /** @type {HTMLElement} */ (element.querySelector(`[data-part="${part}"]`));
    if (at.textContent !== said) at.textContent = said;
    at.hidden = !said;
  };
  showPicture(/** @type {any} */ (element.firstChild), board, fields);
  put("title", title);
  put("words", fields.file ? "" : words);
  put("author", kind === "group" || kind === "text" ? "" : (board.people.get(piece.by)?.name ?? ""));
  put("votes", votes ? phrase("canvas-votes", { n: votes }) : "");
  put("private", isPrivate ? phrase("canvas-private") : "");
  put("locked", isLocked ? phrase("canvas-locked") : "");
}

/** What it says first, and what it says then. @returns {[string, string]} */
export function wordsOf(/** @type {Seen} */ { kind, fields }, /** @type {import("../board.js").Board} */ { card }) {
  if (kind !== "card") return kind === "group" ? [fields.title ?? "", ""] : ["", fields.text ?? fields.alt ?? ""];
  const first = card.find(({ name }) => name !== "title" && fields[name]);
  return [fields.title || phrase("canvas-untitled"), first ? fields[first.name] : ""];
}

/** A piece in words, for whoever hears the board. */
export function called(/** @type {Seen} */ piece, /** @type {import("../board.js").Board} */ board) {
  const [title, words] = wordsOf(piece, board);
  const said = [title || words.slice(0, 120)].filter(Boolean);
  const { isLocked, isPrivate, votes, group } = piece;
  if (isPrivate) said.push(phrase("canvas-private"));
  if (isLocked) said.push(phrase("canvas-locked"));
  if (votes) said.push(phrase("canvas-votes", { n: votes }));
  const inside = group && board.pieces.get(group)?.fields.title;
  if (inside) said.push(phrase("canvas-in-group", { group: inside }));
  return [phrase(`canvas-kind-${piece.kind}`), ...said].join(", ");
}

function drawn(/** @type {HTMLElement} */ element, /** @type {Record<string, any>} */ { points = [0, 0, 1, 1], width = 4 }) {
  const svg = element.querySelector("svg") ?? element.appendChild(document.createElementNS(SVG, "svg"));
  const line = svg.querySelector("path") ?? svg.appendChild(document.createElementNS(SVG, "path"));
  const { x, y } = extent(points);
  line.setAttribute("transform", `translate(${width - x} ${width - y})`);
  line.setAttribute("d", path(points));
  line.setAttribute("stroke-width", width);
}
