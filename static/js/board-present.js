/** A board on a screen that all look at: it goes where it is led, and shows only what everybody sees. */

import { Board } from "./board/board.js";
import { Canvas } from "./board/canvas/canvas.js";
import { Others } from "./board/canvas/others.js";
import { beLed } from "./board/leading.js";
import { phrase } from "./elements/phrases.js";
import { LiveSession } from "./live/session.js";
import { MemoryStore } from "./live/store.js";

/** Whose eyes it has: nothing is private to them, and the hand of whoever is signed in is one of the others'. */
const NOBODY = 0;
const MARGIN = 24;
const LARGEST = 3;
const CHANGES = /phase_set|rules_set/;

class Shown extends Board {
  get me() {
    return { ...super.me, may: () => false };
  }
}

const root = /** @type {HTMLElement} */ (document.getElementById("canvas"));
const led = /** @type {HTMLElement} */ (document.getElementById("led"));
const { slug = "", csrf = "", stream: number, person, url = "" } = root.dataset;
const stream = Number(number);
const session = new LiveSession({ slug, csrf, origin: location.origin, person: Number(person), cursors: [], storage: new MemoryStore() });
session.person = NOBODY;
const board = new Shown({ session, url, stream });
const canvas = new Canvas(root, board);
const others = new Others(canvas.part("over"), canvas.scene, NOBODY);
const now = beLed(session, stream, board);
/** The part of the board that is shown; all of it while nobody leads. @type {number[] | null} */
let place = null;

function look() {
  const { leader, hands } = others;
  const view = (leader === null ? null : hands.get(leader)?.view) ?? place;
  const box = view ? { x: view[0], y: view[1], w: view[2], h: view[3] } : canvas.scene.all;
  if (box) canvas.camera.fit(box, { most: LARGEST, margin: view ? 0 : MARGIN });
  canvas.moved();
  const words = leader === null ? "" : phrase("present-led", { name: others.nameOf(leader) });
  if (led.textContent !== words) led.textContent = words;
  others.show();
}

others.addEventListener("change", look);
canvas.addEventListener("renewed", look);
addEventListener("resize", look);
document.addEventListener("go-to", (/** @type {any} */ { detail: { name, view } }) => {
  const box = canvas.scene.box(name);
  place = view ?? (box ? [box.x - box.w, box.y - box.h, 3 * box.w, 3 * box.h] : null);
  look();
});
board.addEventListener("change", (/** @type {any} */ { detail }) => detail.all && session.hand(stream, { looks: true }));
session.addEventListener("hands", (/** @type {any} */ { detail }) => detail.stream === stream && others.take(detail));
session.addEventListener("status", (/** @type {any} */ { detail }) => detail.state === "live" || others.clear());
session.addEventListener("entry", (/** @type {any} */ { detail }) => CHANGES.test(detail.item.kind) && now.soon());
session.start();
void board.load();
