/** A board of 2,000 things for the canvas, and how many pictures a second it shows while somebody pans and drags. */

import { Canvas } from "/static/js/board/canvas/canvas.js";

const ACROSS = 42;
const CARDS = 1000;
const NOTES = 700;
const LINES = 300;
const COLOURS = ["plain", "yellow", "orange", "red", "pink", "violet", "blue", "green"];
const WORDS = "Safe ways to school for every child in the quarter, with fewer cars and more trees".split(" ");

const words = (/** @type {number} */ n, /** @type {number} */ count) => Array.from({ length: count }, (_, at) => WORDS[(n * 7 + at * 3) % WORDS.length]).join(" ");

function pieces() {
  const made = new Map();
  const add = (/** @type {string} */ name, /** @type {any} */ more) =>
    made.set(name, { name, by: 1, made: made.size + 1, lane: "", order: name, group: "", ends: null, isMine: true, dots: 0, votes: 0, ...more });
  for (let n = 0; n < CARDS + NOTES; n++) {
    const at = { x: (n % ACROSS) * 300, y: Math.floor(n / ACROSS) * 200, colour: COLOURS[n % COLOURS.length] };
    if (n < CARDS) add(`c${n}`, { kind: "card", fields: { ...at, title: words(n, 6), goal: words(n + 3, 18) } });
    else add(`c${n}`, { kind: "note", fields: { ...at, text: words(n, 12) } });
  }
  for (let n = 0; n < LINES; n++) add(`l${n}`, { kind: "connector", fields: {}, ends: [`c${n * 5}`, `c${n * 5 + 1}`] });
  return made;
}

class Still extends EventTarget {
  pieces = pieces();
  phase = "plan";
  rules = {};
  card = [{ name: "title", label: "" }, { name: "goal", label: "" }];
  people = new Map([[1, { name: "Ada Lovelace" }]]);
  me = { person: 1, may: () => true };
  fetching = { url: "/" };

  do(/** @type {string} */ operation, /** @type {any} */ { spots = [] }) {
    for (const [name, x, y] of spots) Object.assign(this.pieces.get(name).fields, { x, y });
    this.tell(new Set(spots.map(([name]) => name)), false);
    return operation;
  }

  tell(/** @type {Set<string>} */ names, /** @type {boolean} */ all) {
    this.dispatchEvent(new CustomEvent("change", { detail: { names, all } }));
  }
}

const picture = () => new Promise((shown) => requestAnimationFrame(shown));

/** Pictures in each second while `act` is done before each of them. */
async function pictures(/** @type {number} */ seconds, /** @type {(n: number) => void} */ act) {
  const counted = [];
  const begun = await picture();
  for (let n = 0, now = begun; now < begun + seconds * 1000; now = await picture(), n++) {
    act(n);
    const second = Math.floor((now - begun) / 1000);
    counted[second] = (counted[second] ?? 0) + 1;
  }
  return counted;
}

globalThis.begin = async (/** @type {boolean} */ isAllInDom) => {
  const begun = performance.now();
  const board = new Still();
  const canvas = new Canvas(document.getElementById("canvas"), /** @type {any} */ (board));
  canvas.stage.setPointerCapture = () => {};
  if (isAllInDom) {
    const lines = new Set([...board.pieces.keys()].filter((name) => name.startsWith("l")));
    canvas.scene.in = () => ({ pieces: new Set(canvas.scene.grid.boxes.keys()), lines: new Set(lines) });
  }
  board.tell(new Set(), true);
  Object.assign(canvas.camera, { x: 3000, y: 2000, zoom: 0.6 });
  canvas.looked();
  await picture();
  await picture();
  globalThis.canvas = canvas;
  return Math.round(performance.now() - begun);
};

globalThis.pan = (/** @type {number} */ seconds, /** @type {number} */ zoom) => {
  Object.assign(canvas.camera, { x: 3000, y: 2000, zoom });
  return pictures(seconds, (n) => {
    const by = { deltaX: 28 * Math.cos(n / 90), deltaY: 22 * Math.sin(n / 60) };
    canvas.stage.dispatchEvent(new WheelEvent("wheel", { ...by, cancelable: true }));
  });
};

/** Ten pieces at once, round and round. */
globalThis.drag = async (/** @type {number} */ seconds) => {
  Object.assign(canvas.camera, { x: 3000, y: 2000, zoom: 0.6 });
  canvas.looked();
  await picture();
  canvas.choice.set(Array.from({ length: 10 }, (_, n) => `c${10 * ACROSS + 12 + n}`));
  const { x, y } = canvas.camera.onScreen({ x: 12 * 300 + 20, y: 2020 });
  const { left, top } = canvas.stage.getBoundingClientRect();
  const point = (/** @type {string} */ name, /** @type {number} */ dx, /** @type {number} */ dy) =>
    canvas.stage.dispatchEvent(new PointerEvent(name, { pointerId: 1, pointerType: "mouse", clientX: left + x + dx, clientY: top + y + dy, bubbles: true, cancelable: true }));
  point("pointerdown", 0, 0);
  const counted = await pictures(seconds, (n) => point("pointermove", 200 - 200 * Math.cos(n / 40), 150 * Math.sin(n / 30)));
  point("pointerup", 120, 60);
  return { counted, moved: canvas.board.pieces.get(`c${10 * ACROSS + 12}`).fields.x !== 12 * 300 };
};
