/** The page of a board's lanes. */

import { Board } from "./board/board.js";
import { joinBoard } from "./board/joining.js";
import { Lanes } from "./board/lanes/lanes.js";
import { LiveSession } from "./live/session.js";

const root = /** @type {HTMLElement} */ (document.getElementById("lanes"));
const { slug = "", csrf = "", stream, person, url = "" } = root.dataset;
const session = new LiveSession({ slug, csrf, origin: location.origin, person: Number(person), cursors: [] });
const board = new Board({ session, url, stream: Number(stream) });
const bar = joinBoard(board);
new Lanes(root, board, (words) => bar.say(words));
session.start();
void board.load();
