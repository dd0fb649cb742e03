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
    if (target.closest('[data-does="copy-kept"]')) void copy(field);
    if (!target.closest('[data-does="done-kept"]')) return;
    note.remove();
    done();
  });
  document.getElementById("kept")?.append(note);
}

export function removeNote(/** @type {string} */ key) {
  find(key)?.remove();
}

/** Where the browser lets nobody copy, the words are chosen for the person to do it. */
async function copy(/** @type {HTMLTextAreaElement} */ field) {
  field.select();
  await navigator.clipboard?.writeText(field.value).catch(() => {});
}
