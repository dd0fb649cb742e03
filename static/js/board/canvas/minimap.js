/** The whole board, small, with a frame around what is seen; a click goes there. */

import { around, grown } from "./geometry.js";
import { coloursOf } from "./flat.js";

const RENEW_MS = 300;

/** @typedef {import("./canvas.js").Canvas} Canvas */

export class Minimap {
  #paintedAt = -Infinity;
  /** @type {any} */ #timer = null;
  #scale = 1;
  #corner = { x: 0, y: 0 };

  /** @param {HTMLCanvasElement} picture @param {Canvas} canvas */
  constructor(picture, canvas) {
    this.picture = picture;
    this.canvas = canvas;
    picture.addEventListener("pointerdown", (event) => {
      picture.setPointerCapture(event.pointerId);
      this.#go(event);
    });
    picture.addEventListener("pointermove", (event) => event.buttons && this.#go(event));
  }

  /** Shows it soon: pieces need not be there at each frame. */
  soon() {
    const wait = this.#paintedAt + RENEW_MS - performance.now();
    if (this.#timer === null) this.#timer = setTimeout(() => this.#paint(), Math.max(0, wait));
  }

  #paint() {
    this.#timer = null;
    this.#paintedAt = performance.now();
    if (!this.picture.offsetParent) return;
    const { scene, camera, board } = this.canvas;
    const all = grown(around([camera.view, ...(scene.all ? [scene.all] : [])]) ?? camera.view, 50);
    const { width, height } = this.picture;
    const pen = /** @type {CanvasRenderingContext2D} */ (this.picture.getContext("2d"));
    this.#scale = Math.min(width / all.w, height / all.h);
    this.#corner = { x: all.x - (width / this.#scale - all.w) / 2, y: all.y - (height / this.#scale - all.h) / 2 };
    pen.setTransform(1, 0, 0, 1, 0, 0);
    pen.clearRect(0, 0, width, height);
    const colours = coloursOf(this.picture);
    for (const [name, box] of scene.grid.boxes) {
      const { kind, fields } = board.pieces.get(name) ?? { kind: "", fields: {} };
      pen.fillStyle = kind === "group" ? colours.sunken : (colours[fields.colour] ?? colours.line);
      if (kind !== "stroke") this.#rectangle(pen, "fillRect", box);
    }
    pen.strokeStyle = colours.focus;
    pen.lineWidth = 2;
    this.#rectangle(pen, "strokeRect", camera.view);
  }

  #rectangle(/** @type {CanvasRenderingContext2D} */ pen, /** @type {"fillRect" | "strokeRect"} */ how, /** @type {import("./geometry.js").Box} */ { x, y, w, h }) {
    const scale = this.#scale;
    pen[how]((x - this.#corner.x) * scale, (y - this.#corner.y) * scale, Math.max(1.5, w * scale), Math.max(1.5, h * scale));
  }

  #go(/** @type {PointerEvent} */ { offsetX, offsetY }) {
    const { camera } = this.canvas;
    const ratio = this.picture.width / this.picture.clientWidth / this.#scale;
    camera.x = this.#corner.x + offsetX * ratio - camera.view.w / 2;
    camera.y = this.#corner.y + offsetY * ratio - camera.view.h / 2;
    this.canvas.looked();
  }
}
