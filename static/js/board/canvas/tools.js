/** The buttons of the canvas: tools, zoom, and what can be done with what is chosen. */

import { called } from "./pieces.js";

const MADE_AT_ONCE = new Set(["card", "note", "text"]);
const STEP = 40;

/** @typedef {import("./canvas.js").Canvas} Canvas */

export function showTools(/** @type {Canvas} */ canvas) {
  const { root, choice, board } = canvas;
  root.addEventListener("click", (event) => {
    const button = /** @type {HTMLElement} */ (event.target).closest("button");
    if (button) press(canvas, button, event.detail === 0);
  });
  canvas.part("colour").addEventListener("change", (/** @type {any} */ { target }) => {
    if (target.value) canvas.deeds.colour(choice.names, target.value);
    target.value = "";
  });
  const renew = () => show(canvas);
  for (const [from, name] of /** @type {[EventTarget, string][]} */ ([[canvas, "tool"], [choice, "change"], [board, "change"]])) from.addEventListener(name, renew);
  canvas.addEventListener("shown", () => placeHandle(canvas));
  connecting(canvas);
  renew();
}

/** What a button does; by keyboard something new is put at once into the middle. */
function press(/** @type {Canvas} */ canvas, /** @type {HTMLElement} */ { dataset }, /** @type {boolean} */ isByKey) {
  const [name] = canvas.choice.names;
  if (dataset.tool && isByKey && MADE_AT_ONCE.has(dataset.tool)) canvas.make(dataset.tool);
  else if (dataset.tool) canvas.choose(dataset.tool);
  else if (dataset.zoom === "fit") canvas.fit();
  else if (dataset.zoom) canvas.zoom(Number(dataset.zoom));
  else if (dataset.deed === "open") canvas.open(name);
  else if (dataset.deed === "delete") canvas.remove();
  else if (dataset.deed === "connect") openConnecting(canvas, name);
  else if (dataset.deed === "size") resize(canvas, name, Number(dataset.step));
}

function resize(/** @type {Canvas} */ canvas, /** @type {string} */ name, /** @type {number} */ step) {
  const { w, h } = /** @type {any} */ (canvas.scene.box(name));
  canvas.deeds.resize(name, w + step * STEP, h + (step * STEP * h) / w);
}

function show(/** @type {Canvas} */ canvas) {
  const { root, choice, board, tool } = canvas;
  for (const button of root.querySelectorAll("[data-tool]")) {
    if (button instanceof HTMLButtonElement) button.setAttribute("aria-pressed", String(button.dataset.tool === tool));
  }
  const mayAdd = board.me.may("create_piece", null);
  for (const button of root.querySelectorAll("[data-adds]")) /** @type {HTMLElement} */ (button).hidden = !mayAdd;
  const chosen = [...choice.names].map((name) => board.pieces.get(name)).filter((piece) => piece !== undefined);
  const isOne = chosen.length === 1;
  const [one] = chosen;
  const isBox = isOne && one.kind !== "connector" && one.kind !== "stroke";
  canvas.part("bar").hidden = !chosen.length;
  canvas.part("count").textContent = isOne ? called(one, board) : String(chosen.length);
  const may = (/** @type {string} */ operation) => chosen.every((piece) => board.me.may(operation, piece));
  const offered = { open: isBox, connect: isOne && canvas.deeds.canConnect(one.name) && board.me.may("connect_pieces", null), size: isBox && may("set_fields"), delete: may("delete_pieces") };
  for (const [deed, isOffered] of Object.entries(offered)) {
    for (const button of canvas.part("bar").querySelectorAll(`[data-deed="${deed}"]`)) button.hidden = !isOffered;
  }
  canvas.part("colour-field").hidden = !may("set_fields");
  canvas.part("handle").hidden = !(isBox && may("set_fields"));
  placeHandle(canvas);
}

function placeHandle(/** @type {Canvas} */ canvas) {
  const [name] = canvas.choice.names;
  const box = name && canvas.scene.box(name);
  const handle = canvas.part("handle");
  if (!box || handle.hidden) return;
  const { x, y } = canvas.camera.onScreen({ x: box.x + box.w, y: box.y + box.h });
  handle.style.transform = `translate(${x}px, ${y}px)`;
}

// ---- a line, chosen from a list ------------------------------------------------------------------

function connecting(/** @type {Canvas} */ canvas) {
  const dialog = /** @type {HTMLDialogElement} */ (canvas.part("connect"));
  const list = /** @type {HTMLSelectElement} */ (dialog.querySelector("select"));
  dialog.addEventListener("close", () => {
    if (dialog.returnValue === "yes" && list.value) canvas.deeds.connect(dialog.dataset.from ?? "", list.value);
    canvas.focus(dialog.dataset.from);
  });
}

function openConnecting(/** @type {Canvas} */ canvas, /** @type {string} */ from) {
  const dialog = /** @type {HTMLDialogElement} */ (canvas.part("connect"));
  const others = canvas.scene.order.filter((name) => name !== from && canvas.deeds.canConnect(name));
  dialog.dataset.from = from;
  dialog.querySelector("select")?.replaceChildren(...others.map((name) => new Option(called(/** @type {any} */ (canvas.board.pieces.get(name)), canvas.board), name)));
  dialog.returnValue = "";
  dialog.showModal();
}
