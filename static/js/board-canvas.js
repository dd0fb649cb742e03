/** The page of a board's canvas. */

import { Board } from "./board/board.js";
import { showCanvas } from "./board/canvas/showing.js";
import { joinBoard } from "./board/joining.js";
import { LiveSession } from "./live/session.js";

const root = /** @type {HTMLElement} */ (document.getElementById("canvas"));
const { slug = "", csrf = "", stream, person, url = "" } = root.dataset;
const session = new LiveSession({ slug, csrf, origin: location.origin, person: Number(person), cursors: [] });
const board = new Board({ session, url, stream: Number(stream) });
joinBoard(board);
showCanvas(root, board, session);
session.start();
void board.load();
