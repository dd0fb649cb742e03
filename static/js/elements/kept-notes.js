/** Notes that stay until the person is done with them: words of theirs that have no other place now. */

import { phrase } from "./phrases.js";
import { clone } from "./templates.js";

const find = (/** @type {string} */ key) => document.querySelector(`#kept > [data-key="${CSS.escape(key)}"]`);

/** The same key is one note, however often it is told. */
export function keepNote(/** @type {{key: string, words: string, reason?: string, said?: string, done?: () => void}} */ { key, words, reason = "", said = "left-behind", done = () => {} }) {
  if (find(key)) return;
  const note = clone("kept-template");
  note.dataset.key = key;
  note.querySelector(".kept__said").textContent = phrase(said, { reason });
  const field = note.querySelector("textarea");
  field.value = words;
  note.addEventListener("click", (/** @type {any} */ { target }) => {
    const button = target.closest("button");
    if (button?.dataset.does === "copy-kept") void copy(field, button);
    if (button?.dataset.does !== "done-kept") return;
    note.remove();
    /** @type {HTMLElement | null} */ (document.querySelector("#kept button, #composer-input") ?? document.querySelector("#room-title"))?.focus();
    done();
  });
  document.getElementById("kept")?.append(note);
}

export function removeNote(/** @type {string} */ key) {
  find(key)?.remove();
}

/** Where the browser lets nobody copy, the words are chosen for the person to do it. */
async function copy(/** @type {HTMLTextAreaElement} */ field, /** @type {HTMLElement} */ button) {
  field.select();
  try {
    await navigator.clipboard.writeText(field.value);
    /** @type {HTMLElement} */ (button.querySelector("span")).textContent = button.dataset.done ?? "";
  } catch {
    // They are chosen.
  }
}
