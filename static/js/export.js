/** The page of an export that is being made: asks how far it is until it is there, and says so once. */

import { LivePart } from "./elements/live-part.js";

const AGAIN_MS = 1000;

const root = /** @type {HTMLElement} */ (document.getElementById("export"));
const status = /** @type {HTMLElement} */ (document.getElementById("export-status"));
const part = new LivePart(root, { shown: next });
const heading = () => root.querySelector("h2")?.textContent ?? "";
let told = heading();

/** Every step would be read out if the part itself were live: only what is new in kind is. */
function next() {
  if (heading() !== told) {
    told = heading();
    status.textContent = told;
  }
  if (root.querySelector("[data-under-way]")) part.soon(AGAIN_MS);
}

next();
