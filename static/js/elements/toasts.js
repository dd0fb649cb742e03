/** Short notes at the edge of the page. */

import { clone } from "./templates.js";

const SHOWN_MS = 8000;

/** Something went wrong, or is not there any more; or, as a `success`, somebody will like to know it. */
export function toast(/** @type {string} */ text, level = "error") {
  const note = clone(level === "error" ? "toast-template" : `toast-${level}-template`);
  note.querySelector(".toast__text").textContent = text;
  document.getElementById("toasts")?.append(note);
  setTimeout(() => note.remove(), SHOWN_MS);
}
