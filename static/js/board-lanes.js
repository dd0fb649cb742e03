/** The page of a board's lanes. */

import { joinBoard } from "./board/joining.js";
import { Lanes } from "./board/lanes/lanes.js";

const root = /** @type {HTMLElement} */ (document.getElementById("lanes"));
const { board, bar, session } = joinBoard(root);
new Lanes(root, board, (words) => bar.say(words));
session.start();
void board.load();
