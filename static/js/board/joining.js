/** What all live views of a board share: the bar above, the dialog of a piece, what others do put in words now and then. */

import { counted } from "../elements/phrases.js";
import { Bar } from "./bar.js";
import { beLed } from "./leading.js";
import { PieceDialog } from "./piece-dialog.js";
import { Steering } from "./steering.js";

const VOICE_MS = 10_000;

/** @returns {Bar} */
export function joinBoard(/** @type {import("./board.js").Board} */ board) {
  const bar = new Bar(/** @type {HTMLElement} */ (document.getElementById("board-bar")), board);
  new PieceDialog(/** @type {HTMLDialogElement} */ (document.getElementById("piece-dialog")), board, (words) => bar.say(words));
  new Steering(/** @type {HTMLElement} */ (document.getElementById("board-phase")), board);
  beLed(board.session, board.stream);
  speak(board, bar);
  return bar;
}

function speak(/** @type {import("./board.js").Board} */ board, /** @type {Bar} */ bar) {
  let [count, timer] = [0, 0];
  board.addEventListener("heard", (/** @type {any} */ { detail: { item } }) => {
    if (item.by === board.me.person) return;
    count += 1;
    timer ||= setTimeout(() => {
      bar.say(counted("board-others", count));
      [count, timer] = [0, 0];
    }, VOICE_MS);
  });
}
