/** Short notes at the edge of the page. */

import { clone } from "./templates.js";

const SHOWN_MS = 8000;

export function toast(/** @type {string} */ text) {
  const note = clone("toast-template");
  note.querySelector(".toast__text").textContent = text;
  document.getElementById("toasts")?.append(note);
  setTimeout(() => note.remove(), SHOWN_MS);
}
