/** Pictures that are chosen, dropped or pasted: the server keeps them first, then they are laid on the canvas. */

import { phrase } from "../../elements/phrases.js";
import { toast } from "../../elements/toasts.js";
import { Refused, Upload } from "../../elements/upload.js";
import { newKey } from "../../live/keys.js";
import { middle } from "./geometry.js";

const STEP = 40;

export function receivePictures(/** @type {import("./canvas.js").Canvas} */ canvas) {
  const { root, stage, camera } = canvas;
  root.querySelector("[data-picture]")?.addEventListener("click", () => {
    const picker = Object.assign(document.createElement("input"), { type: "file", accept: "image/*", multiple: true });
    picker.addEventListener("change", () => take(canvas, picker.files ?? []));
    picker.click();
  });
  document.addEventListener("paste", (event) => {
    if (/** @type {Element} */ (event.target).closest("input, textarea, dialog")) return;
    take(canvas, event.clipboardData?.files ?? []);
  });
  stage.addEventListener("dragover", (event) => event.preventDefault());
  stage.addEventListener("drop", (event) => {
    event.preventDefault();
    take(canvas, event.dataTransfer?.files ?? [], camera.spot(canvas.at(event)));
  });
}

/** One alone is opened, to say what it shows. */
async function take(/** @type {import("./canvas.js").Canvas} */ canvas, /** @type {Iterable<File>} */ files, { x, y } = middle(canvas.camera.view)) {
  const all = [...files];
  if (!all.length || !canvas.deeds.may("create_piece")) return;
  canvas.say("canvas-picture");
  for (const [at, file] of all.entries()) {
    const kept = await keep(canvas, file);
    const spot = { x: x + at * STEP, y: y + at * STEP };
    if (kept && (all.length > 1 || document.querySelector("dialog[open]"))) canvas.deeds.create("image", spot, kept);
    else if (kept) canvas.make("image", spot, kept);
  }
}

/** @returns {Promise<any>} what its piece says of it; nothing if the server does not take it, or cannot be reached, which is said */
async function keep(/** @type {import("./canvas.js").Canvas} */ { root: { dataset: { url, csrf = "" } } }, /** @type {File} */ file) {
  try {
    if (!navigator.onLine) throw new Error();
    const { id, ...size } = await new Upload({ url: `${url}pictures/`, csrf, key: newKey(), file }).send();
    return { file: id, ...size };
  } catch (problem) {
    toast(problem instanceof Refused ? problem.message : phrase("canvas-no-picture"));
  }
}
