/** What others do on the board, over the pieces: where they point, what they have chosen, drag and write in. */

import { phrase } from "../../elements/phrases.js";
import { clone } from "../../elements/templates.js";
import { moved } from "./geometry.js";

const HUES = 8;
const IDLE_MS = 20_000;

/**
 * @typedef {{at?: [number, number] | null, chosen?: string[], held?: [number, number] | null, writing?: [string, string] | null, view?: number[] | null, leads?: boolean}} Doing
 */

export class Others extends EventTarget {
  /** @type {Map<number, Doing>} */ hands = new Map();
  /** @type {Map<number, string>} */ names = new Map();
  /** @type {Map<number, HTMLElement>} */ #pointers = new Map();
  /** @type {Map<string, HTMLElement>} */ #boxes = new Map();
  /** @type {Map<number, number>} */ #movedAt = new Map();

  /** @param {HTMLElement} layer @param {import("./scene.js").Scene} scene @param {number} me */
  constructor(layer, scene, me) {
    super();
    this.layer = layer;
    this.scene = scene;
    this.me = me;
  }

  /** Takes a `hands` frame. */
  take(/** @type {any} */ { full = false, hands = {}, gone = [], people = {} }) {
    if (full) this.hands.clear();
    for (const person of gone) this.hands.delete(person);
    for (const [person, { name }] of Object.entries(people)) this.names.set(Number(person), name);
    for (const [key, said] of Object.entries(hands)) {
      const person = Number(key);
      if (person === this.me) continue;
      this.hands.set(person, key in people ? said : { ...this.hands.get(person), ...said });
      if ("at" in said) this.#movedAt.set(person, performance.now());
    }
    this.dispatchEvent(new Event("change"));
  }

  clear() {
    this.take({ full: true });
  }

  nameOf(/** @type {number} */ person) {
    return this.names.get(person) ?? "";
  }

  /** Who has everybody see what they see, if anybody does. @returns {number | null} */
  get leader() {
    return [...this.hands].find(([, { leads, view }]) => leads && view)?.[0] ?? null;
  }

  /** Shows it all, over a layer that goes where the camera goes. */
  show() {
    this.#keep(this.#pointers, new Set([...this.hands].filter(([, { at }]) => at).map(([person]) => person)));
    for (const [person, { at }] of this.hands) if (at) this.#point(person, at);
    const boxes = [...this.hands].flatMap(([person, doing]) => this.#chosenBy(person, doing));
    this.#keep(this.#boxes, new Set(boxes.map(({ key }) => key)));
    for (const one of boxes) this.#box(one);
  }

  #chosenBy(/** @type {number} */ person, /** @type {Doing} */ { at, chosen = [], held, writing }) {
    const by = held && at ? { x: at[0] - held[0], y: at[1] - held[1] } : null;
    const names = new Set(writing ? [...chosen, writing[0]] : chosen);
    return [...names].flatMap((name) => {
      const box = this.scene.box(name);
      const isWriting = writing?.[0] === name;
      return box ? [{ key: `${person} ${name}`, person, box: by ? moved(box, by) : box, isDragged: by !== null, isWriting }] : [];
    });
  }

  #point(/** @type {number} */ person, /** @type {[number, number]} */ [x, y]) {
    const pointer = this.#pointers.get(person) ?? this.#made(this.#pointers, person, "canvas-pointer", person);
    pointer.style.translate = `${x}px ${y}px`;
    pointer.toggleAttribute("data-idle", performance.now() - (this.#movedAt.get(person) ?? 0) > IDLE_MS);
  }

  #box(/** @type {any} */ { key, person, box, isDragged, isWriting }) {
    const shown = this.#boxes.get(key) ?? this.#made(this.#boxes, key, "canvas-chosen", person);
    shown.style.translate = `${box.x}px ${box.y}px`;
    shown.style.inlineSize = `${box.w}px`;
    shown.style.blockSize = `${box.h}px`;
    shown.toggleAttribute("data-dragged", isDragged);
    const name = this.nameOf(person);
    const said = isWriting ? phrase("canvas-writes", { name }) : name;
    const label = /** @type {HTMLElement} */ (shown.firstElementChild);
    if (label.textContent !== said) label.textContent = said;
  }

  /** @param {Map<any, HTMLElement>} held @param {any} key */
  #made(held, key, /** @type {string} */ template, /** @type {number} */ person) {
    const made = clone(template);
    made.dataset.hue = String(person % HUES);
    const label = made.querySelector("[data-part=name]");
    if (label) label.textContent = this.nameOf(person);
    held.set(key, made);
    this.layer.append(made);
    return made;
  }

  /** @param {Map<any, HTMLElement>} held @param {Set<any>} wanted */
  #keep(held, wanted) {
    for (const [key, element] of held) {
      if (wanted.has(key)) continue;
      element.remove();
      held.delete(key);
    }
  }
}
