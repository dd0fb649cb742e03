/**
 * The canvas by keyboard, while it has the focus. One piece is in the tab order: arrows go to its neighbours;
 * Space chooses it, and then arrows move what is chosen, until Escape; Enter opens it.
 */

import { neighbour } from "./layout.js";

const NUDGE = 10;
const FAR = 50;
const PAN = 120;
const SETTLED_MS = 500;

/** @type {Record<string, [-1 | 0 | 1, -1 | 0 | 1]>} */
const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
/** @type {Record<string, string>} */
const TOOLS = { v: "select", c: "card", n: "note", t: "text", l: "connect", d: "draw" };

export class Keys {
  /** @type {any} */ #timer = null;
  #by = { x: 0, y: 0 };

  /** @param {import("./canvas.js").Canvas} canvas */
  constructor(canvas) {
    this.canvas = canvas;
    canvas.stage.addEventListener("keydown", (event) => this.#press(event));
    canvas.stage.addEventListener("keyup", (event) => event.key === " " && (canvas.gestures.isSpaceDown = false));
    canvas.stage.addEventListener("focusout", () => this.settle());
  }

  #press(/** @type {KeyboardEvent} */ event) {
    if (event.isComposing || event.target !== this.canvas.world && !(/** @type {HTMLElement} */ (event.target).closest("[data-name]"))) return;
    const isTaken = ARROWS[event.key] ? this.#arrow(event, ARROWS[event.key]) : this.#key(event);
    if (isTaken) event.preventDefault();
  }

  /** @returns {boolean} whether it meant something here */
  #key(/** @type {KeyboardEvent} */ { key, ctrlKey, metaKey, altKey, shiftKey, repeat }) {
    const { canvas } = this;
    const name = canvas.focused;
    const isCommand = ctrlKey || metaKey;
    if (isCommand && key.toLowerCase() === "a") canvas.choice.set(canvas.scene.order);
    else if (isCommand || altKey) return false;
    else if (key === "Escape") canvas.escape();
    else if (key === "Enter" && name) canvas.open(name);
    else if (key === " " && name && !repeat) this.#choose(name, shiftKey);
    else if (key === " ") canvas.gestures.isSpaceDown = true;
    else if (key === "Delete" || key === "Backspace") canvas.remove();
    else if (key === "+" || key === "=") canvas.zoom(1.25);
    else if (key === "-") canvas.zoom(0.8);
    else if (key === "0") canvas.fit();
    else if (key === "Home" || key === "End") canvas.focus(canvas.scene.order.at(key === "Home" ? 0 : -1));
    else if (key === "PageDown" || key === "PageUp") this.#next(key === "PageDown" ? 1 : -1);
    else if (TOOLS[key]) canvas.choose(TOOLS[key]);
    else return false;
    return true;
  }

  #choose(/** @type {string} */ name, /** @type {boolean} */ isMore) {
    const { choice } = this.canvas;
    this.settle();
    if (isMore || choice.names.has(name)) choice.toggle(name);
    else choice.set([name]);
    this.canvas.say(choice.names.has(name) ? "canvas-chosen" : "canvas-let-go");
  }

  #next(/** @type {number} */ step) {
    const { order } = this.canvas.scene;
    const at = order.indexOf(this.canvas.focused ?? "");
    this.canvas.focus(order[Math.max(0, Math.min(order.length - 1, at + step))]);
  }

  #arrow(/** @type {KeyboardEvent} */ { ctrlKey, metaKey, altKey, shiftKey }, /** @type {[-1 | 0 | 1, -1 | 0 | 1]} */ [dx, dy]) {
    const { canvas } = this;
    const { focused, choice, scene } = canvas;
    if (ctrlKey || metaKey || !focused) {
      canvas.camera.pan(-dx * PAN, -dy * PAN);
      canvas.looked();
    } else if (choice.names.has(focused) || altKey) {
      if (!choice.names.has(focused)) choice.set([focused]);
      this.#nudge(dx * (shiftKey ? FAR : NUDGE), dy * (shiftKey ? FAR : NUDGE));
    } else {
      canvas.focus(neighbour(scene.grid.boxes, focused, dx, dy) ?? focused);
    }
    return true;
  }

  /** Shown at once, and done when the keys rest: a board keeps one move, not each step of it. */
  #nudge(/** @type {number} */ x, /** @type {number} */ y) {
    const { canvas } = this;
    if (!canvas.deeds.may("move_pieces", canvas.choice.names)) return;
    this.#by = { x: this.#by.x + x, y: this.#by.y + y };
    canvas.drag(canvas.scene.withMembers(canvas.choice.names), this.#by);
    canvas.revealFocused();
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.settle(), SETTLED_MS);
  }

  /** Does what was only shown until now. */
  settle() {
    clearTimeout(this.#timer);
    const by = this.#by;
    this.#by = { x: 0, y: 0 };
    if (by.x || by.y) this.canvas.drop(by);
  }
}
