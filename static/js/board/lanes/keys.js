/** Moving by keyboard: on a card, Alt and the arrows; to the lane beside, or up and down in its own. */

import { afterStep, laneOf } from "./order.js";

const STEPS = { ArrowUp: -1, ArrowDown: 1 };
const SIDES = { ArrowLeft: -1, ArrowRight: 1 };

export class Keys {
  constructor(/** @type {import("./lanes.js").Lanes} */ lanes) {
    this.lanes = lanes;
    lanes.root.addEventListener("keydown", (event) => this.#pressed(event));
  }

  #pressed(/** @type {KeyboardEvent} */ event) {
    const { key, altKey, ctrlKey, metaKey } = event;
    const opener = /** @type {HTMLElement} */ (event.target).closest("[data-open]");
    const card = /** @type {HTMLElement | null} */ (opener?.closest("[data-name]"));
    const isOurs = key in STEPS || key in SIDES;
    if (!card || !isOurs || ctrlKey || metaKey) return;
    event.preventDefault();
    const name = card.dataset.name ?? "";
    if (altKey) this.#move(name, key);
    else this.#walk(name, key);
  }

  #move(/** @type {string} */ name, /** @type {string} */ key) {
    const { board } = this.lanes;
    const piece = board.pieces.get(name);
    if (!piece || !board.me.may("place_pieces", piece)) return;
    const lane = laneOf(board.pieces, piece);
    if (key in STEPS) {
      const after = afterStep(this.#around(name), name, STEPS[/** @type {"ArrowUp"} */ (key)]);
      if (after !== null) this.lanes.put(name, lane, after);
    } else {
      const to = this.#beside(lane, SIDES[/** @type {"ArrowLeft"} */ (key)]);
      if (to !== undefined) this.lanes.put(name, to, null);
    }
    requestAnimationFrame(() => this.lanes.focus(name));
  }

  /** From card to card without moving them. */
  #walk(/** @type {string} */ name, /** @type {string} */ key) {
    const { board, order } = this.lanes;
    const piece = board.pieces.get(name);
    const around = this.#around(name);
    if (key in STEPS) return this.lanes.focus(around[around.indexOf(name) + STEPS[/** @type {"ArrowUp"} */ (key)]]);
    const to = piece && this.#beside(laneOf(board.pieces, piece), SIDES[/** @type {"ArrowLeft"} */ (key)]);
    const there = order.lanes.get(to ?? "-") ?? [];
    this.lanes.focus(there[Math.min(around.indexOf(name), there.length - 1)]);
  }

  /** Those that stand with it, in the lane or in its group. */
  #around(/** @type {string} */ name) {
    const { lanes, groups } = this.lanes.order;
    return [...lanes.values(), ...groups.values()].find((names) => names.includes(name)) ?? [];
  }

  #beside(/** @type {string} */ lane, /** @type {number} */ side) {
    const names = [...this.lanes.board.lanes.map(({ name }) => name), ""];
    const step = getComputedStyle(this.lanes.root).direction === "rtl" ? -side : side;
    return names[names.indexOf(lane) + step];
  }
}
