/**
 * The board from far away: painted at once, in place of thousands of elements. It is painted larger than what
 * is seen, so that to pan a little is to push the picture.
 */

import { extent, grown, holds } from "./geometry.js";
import { showPicture } from "../pictures.js";
import { wordsOf } from "./pieces.js";

const MARGIN = 240;
const WORDS_FROM = 0.18;
const SHARPEST = 2;

/** @typedef {import("./camera.js").Camera} Camera @typedef {import("./geometry.js").Box} Box @typedef {import("../board.js").Seen} Seen */

export class Flat {
  /** @type {{x: number, y: number, zoom: number, box: Box} | null} */ #painted = null;

  /** @type {Map<string, HTMLImageElement>} */ #images = new Map();

  /** @param {HTMLCanvasElement} picture @param {import("./scene.js").Scene} scene @param {import("../board.js").Board} board @param {() => void} repaint when a picture has come */
  constructor(picture, scene, board, repaint) {
    this.repaint = repaint;
    this.picture = picture;
    this.scene = scene;
    this.board = board;
    this.pen = /** @type {CanvasRenderingContext2D} */ (picture.getContext("2d"));
  }

  /** What was painted is not so any more. */
  stale() {
    this.#painted = null;
  }

  hide() {
    this.picture.hidden = true;
    this.#painted = null;
  }

  /** @param {Camera} camera @param {Set<string>} chosen */
  show(camera, chosen) {
    this.picture.hidden = false;
    const { x, y, zoom, view } = camera;
    if (!this.#painted || this.#painted.zoom !== zoom || !holds(this.#painted.box, view)) this.#paint(camera, chosen);
    const painted = /** @type {NonNullable<typeof this.#painted>} */ (this.#painted);
    this.picture.style.transform = `translate(${(painted.x - x) * zoom}px, ${(painted.y - y) * zoom}px)`;
  }

  #paint(/** @type {Camera} */ { view, zoom, width, height }, /** @type {Set<string>} */ chosen) {
    const box = grown(view, MARGIN / zoom);
    const sharp = Math.min(SHARPEST, devicePixelRatio || 1);
    const [wide, high] = [width + 2 * MARGIN, height + 2 * MARGIN];
    this.picture.width = Math.round(wide * sharp);
    this.picture.height = Math.round(high * sharp);
    this.picture.style.inlineSize = `${wide}px`;
    this.picture.style.blockSize = `${high}px`;
    this.#painted = { x: box.x, y: box.y, zoom, box };
    this.pen.setTransform(sharp * zoom, 0, 0, sharp * zoom, -box.x * sharp * zoom, -box.y * sharp * zoom);
    const colours = coloursOf(this.picture);
    const { pieces, lines } = this.scene.in(box);
    const found = [...pieces].map((name) => /** @type {Seen} */ (this.board.pieces.get(name))).filter(Boolean).sort((a, b) => a.made - b.made);
    for (const piece of found) if (piece.kind === "group") this.#box(piece, colours, chosen, zoom);
    this.#lines(lines, colours.line, zoom);
    for (const piece of found) {
      if (piece.kind === "stroke") this.#stroke(piece, colours);
      else if (piece.kind !== "group") this.#box(piece, colours, chosen, zoom);
    }
  }

  #box(/** @type {Seen} */ piece, /** @type {Record<string, string>} */ colours, /** @type {Set<string>} */ chosen, /** @type {number} */ zoom) {
    const { x, y, w, h } = /** @type {Box} */ (this.scene.box(piece.name));
    const { pen } = this;
    const colour = colours[piece.fields.colour] ?? colours.line;
    pen.fillStyle = piece.kind === "group" ? colours.sunken : piece.kind === "text" ? "transparent" : colours.face;
    pen.fillRect(x, y, w, h);
    pen.lineWidth = (chosen.has(piece.name) ? 3 : 1) / zoom;
    pen.strokeStyle = chosen.has(piece.name) ? colours.focus : colour;
    if (piece.kind !== "text") pen.strokeRect(x, y, w, h);
    if (piece.kind === "image") return this.#image(piece, { x, y, w, h });
    pen.fillStyle = colour;
    if (piece.kind !== "text") pen.fillRect(x, y, 8, h);
    if (zoom >= WORDS_FROM) this.#words(piece, { x, y, w, h }, colours.ink);
  }

  /** Whole, in the middle of its box. */
  #image(/** @type {Seen} */ { fields }, /** @type {Box} */ { x, y, w, h }) {
    const image = this.#images.get(fields.file) ?? Object.assign(new Image(), { onload: this.repaint });
    this.#images.set(fields.file, image);
    showPicture(image, this.board, fields);
    const { naturalWidth: wide, naturalHeight: high } = image;
    const scale = Math.min(w / wide, h / high);
    if (wide) this.pen.drawImage(image, x + (w - wide * scale) / 2, y + (h - high * scale) / 2, wide * scale, high * scale);
  }

  #words(/** @type {Seen} */ piece, /** @type {Box} */ { x, y, w }, /** @type {string} */ ink) {
    const [title, words] = wordsOf(piece, this.board);
    this.pen.fillStyle = ink;
    this.pen.font = `600 26px ${getComputedStyle(this.picture).fontFamily}`;
    const said = (title || words).slice(0, Math.floor(w / 13));
    this.pen.fillText(said, x + 18, y + 38, w - 24);
  }

  #lines(/** @type {Set<string>} */ names, /** @type {string} */ colour, /** @type {number} */ zoom) {
    this.pen.beginPath();
    for (const name of names) {
      const ends = this.scene.line(name);
      if (!ends) continue;
      this.pen.moveTo(ends[0].x, ends[0].y);
      this.pen.lineTo(ends[1].x, ends[1].y);
    }
    this.pen.lineWidth = 1.5 / zoom;
    this.pen.strokeStyle = colour;
    this.pen.stroke();
  }

  #stroke(/** @type {Seen} */ { name, fields }, /** @type {Record<string, string>} */ colours) {
    const { points = [], width = 4, colour } = fields;
    const box = /** @type {Box} */ (this.scene.box(name));
    const from = extent(points);
    const [left, top] = [box.x + width - from.x, box.y + width - from.y];
    this.pen.beginPath();
    for (let at = 0; at < points.length; at += 2) this.pen.lineTo(left + points[at], top + points[at + 1]);
    this.pen.lineWidth = width;
    this.pen.strokeStyle = colours[colour] ?? colours.ink;
    this.pen.stroke();
  }
}

/** The colours that the style sheet has now, light or dark. @returns {Record<string, string>} */
export function coloursOf(/** @type {HTMLElement} */ element) {
  const style = getComputedStyle(element);
  const names = style.getPropertyValue("--canvas-colours").split(/\s+/).filter(Boolean);
  const probe = document.createElement("i");
  element.after(probe);
  const found = Object.fromEntries(names.map((name) => {
    probe.style.color = `var(--canvas-${name})`;
    return [name, getComputedStyle(probe).color];
  }));
  probe.remove();
  return found;
}
