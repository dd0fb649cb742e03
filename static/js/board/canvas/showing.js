/** Brings a canvas to life. */

import { Canvas } from "./canvas.js";
import { receivePictures } from "./receiving.js";
import { Together } from "./together.js";
import { showTools } from "./tools.js";

/** Whoever comes finds words they can read, and elements: on a phone the whole of a board would be neither. */
const LEGIBLE = 0.6;

/**
 * @param {HTMLElement} root the markup of `whiteboard/_canvas.html`
 * @param {import("../board.js").Board} board
 * @param {import("../../live/session.js").LiveSession} session
 */
export function showCanvas(root, board, session) {
  const canvas = new Canvas(root, board);
  showTools(canvas);
  const together = new Together(canvas, session);
  document.addEventListener("go-to", (/** @type {any} */ { detail: { name, view } }) => {
    if (canvas.gestures.isBusy) return;
    canvas.looked();
    if (view) together.goTo(view);
    canvas.focus(name);
  });
  root.addEventListener("formdata", ({ formData }) => {
    formData.set("view", together.view.join(" "));
    formData.set("piece", canvas.firstSeen() ?? "");
  });
  receivePictures(canvas);
  board.addEventListener("change", () => canvas.addEventListener("renewed", () => canvas.fit({ least: LEGIBLE }), { once: true }), { once: true });
  return canvas;
}
