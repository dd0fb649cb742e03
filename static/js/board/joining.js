/** What all live views of a board share: the bar above, the dialog of a piece, what others do put in words now and then. */

import { counted } from "../elements/phrases.js";
import { LiveSession } from "../live/session.js";
import { Bar } from "./bar.js";
import { Board } from "./board.js";
import { beLed } from "./leading.js";
import { PieceDialog } from "./piece-dialog.js";
import { Steering } from "./steering.js";

const VOICE_MS = 10_000;

/** The board of a view, which the page loads when the view is there. */
export function joinBoard(/** @type {HTMLElement} */ root) {
  const { slug = "", csrf = "", stream, person, url = "" } = root.dataset;
  const session = new LiveSession({ slug, csrf, origin: location.origin, person: Number(person), cursors: [] });
  const board = new Board({ session, url, stream: Number(stream) });
  const bar = new Bar(/** @type {HTMLElement} */ (document.getElementById("board-bar")), board);
  new PieceDialog(/** @type {HTMLDialogElement} */ (document.getElementById("piece-dialog")), board, (words) => bar.say(words));
  new Steering(/** @type {HTMLElement} */ (document.getElementById("board-phase")), board);
  beLed(session, board.stream, board);
  speak(board, bar);
  return { board, bar, session };
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
