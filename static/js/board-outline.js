/** The outline of a board, kept fresh. */

import { keepFresh } from "./board/fresh.js";
import { beLed } from "./board/leading.js";

const VOICE_MS = 10_000;

const { stream, epoch, seq } = /** @type {HTMLElement} */ (document.getElementById("live")).dataset;
const { root, part, session } = keepFresh([{ stream: Number(stream), epoch, seq: Number(seq) }], VOICE_MS);

root.addEventListener("submit", (event) => {
  event.preventDefault();
  void part.send(/** @type {HTMLFormElement} */ (event.target), event.submitter);
});
beLed(session, Number(stream));
document.addEventListener("go-to", (/** @type {any} */ { detail }) => document.getElementById(detail.name)?.focus());
session.start();
