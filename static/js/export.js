/** The page of an export that is being made: asks how far it is until it is there. */

import { LivePart } from "./elements/live-part.js";

const AGAIN_MS = 1000;

const root = /** @type {HTMLElement} */ (document.getElementById("export"));
const part = new LivePart(root, { shown: next });

function next() {
  if (root.querySelector("[data-under-way]")) part.soon(AGAIN_MS);
}

next();
