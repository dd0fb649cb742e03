/** The page of a board's canvas. */

import { showCanvas } from "./board/canvas/showing.js";
import { joinBoard } from "./board/joining.js";

const root = /** @type {HTMLElement} */ (document.getElementById("canvas"));
const { board, session } = joinBoard(root);
showCanvas(root, board, session);
session.start();
void board.load();
