/** Short notes at the edge of the page. */

import { clone } from "./templates.js";

const SHOWN_MS = 8000;

/** Something went wrong, or is not there any more. */
export function toast(/** @type {string} */ text) {
  show(clone("toast-template"), text);
}

/** Something that the reader will like to know. */
export function note(/** @type {string} */ text) {
  show(clone("note-template"), text);
}

function show(/** @type {any} */ note, /** @type {string} */ text) {
  note.querySelector(".toast__text").textContent = text;
  document.getElementById("toasts")?.append(note);
  setTimeout(() => note.remove(), SHOWN_MS);
}
