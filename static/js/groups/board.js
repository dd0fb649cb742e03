/**
 * Choosing people on a board and moving them: by ticking (with shift, a range), all of a group at once,
 * by dragging, and by keyboard: `m` goes from a person to the place to choose where to.
 */

import { counted, phrase } from "../elements/phrases.js";

export class Choosing {
  /** @type {HTMLInputElement | null} */ #last = null;
  #isRange = false;

  constructor(/** @type {HTMLElement} */ board) {
    this.board = board;
    board.addEventListener("click", (event) => this.#clicked(event));
    board.addEventListener("change", (event) => this.#changed(/** @type {HTMLInputElement} */ (event.target)));
    board.addEventListener("keydown", (event) => this.#pressed(event));
    for (const name of ["dragstart", "dragover", "dragleave", "drop"]) board.addEventListener(name, (event) => this.#dragged(/** @type {DragEvent} */ (event)));
  }

  /** The board is fresh: what only a script can do is offered. */
  shown() {
    for (const button of this.board.querySelectorAll('[data-does="all"]')) /** @type {HTMLElement} */ (button).hidden = false;
    if (this.#form) for (const row of this.board.querySelectorAll(".sitting__one")) /** @type {HTMLElement} */ (row).draggable = true;
    this.#count();
  }

  get #form() {
    return /** @type {HTMLFormElement | null} */ (this.board.querySelector("#board-move"));
  }

  get #boxes() {
    return /** @type {HTMLInputElement[]} */ ([...this.board.querySelectorAll("input[name=person]")]);
  }

  #clicked(/** @type {MouseEvent} */ event) {
    const target = /** @type {HTMLElement} */ (event.target);
    this.#isRange = event.shiftKey;
    const does = /** @type {HTMLElement | null} */ (target.closest("[data-does]"))?.dataset.does;
    if (does === "all") this.#tick(within(target));
    if (does === "none") this.#tick(this.#boxes, false);
  }

  #changed(/** @type {HTMLInputElement} */ box) {
    if (box.name !== "person") return;
    if (this.#isRange && this.#last) this.#tick(this.#between(this.#last, box), box.checked);
    this.#isRange = false;
    this.#last = box;
    this.#count();
  }

  #between(/** @type {HTMLInputElement} */ one, /** @type {HTMLInputElement} */ other) {
    const ends = [this.#boxes.findIndex(({ id }) => id === one.id), this.#boxes.indexOf(other)].sort((a, b) => a - b);
    return ends[0] < 0 ? [other] : this.#boxes.slice(ends[0], ends[1] + 1);
  }

  /** All of these; if they were ticked already, none. */
  #tick(/** @type {HTMLInputElement[]} */ boxes, to = boxes.some((box) => !box.checked)) {
    for (const box of boxes) box.checked = to;
    this.#count();
  }

  #count() {
    const n = this.#boxes.filter((box) => box.checked).length;
    const place = this.board.querySelector("[data-selected]");
    if (place) place.textContent = n ? counted("selected", n) : phrase("nobody-selected");
    const none = /** @type {HTMLElement | null} */ (this.board.querySelector('[data-does="none"]'));
    if (none) none.hidden = !n;
  }

  #pressed(/** @type {KeyboardEvent} */ event) {
    const box = /** @type {HTMLElement} */ (event.target);
    if (event.key !== "m" || event.ctrlKey || event.metaKey || event.altKey || !box.matches("input[name=person]")) return;
    event.preventDefault();
    /** @type {HTMLElement | null} */ (this.board.querySelector("#move-to"))?.focus();
  }

  #dragged(/** @type {DragEvent} */ event) {
    const target = /** @type {HTMLElement} */ (event.target);
    const place = /** @type {HTMLElement | null} */ (target.closest?.("[data-drop]"));
    if (event.type === "dragstart") return this.#take(target, event);
    if (!place || !this.#form || !event.dataTransfer?.types.includes("text/x-person")) return;
    place.toggleAttribute("data-over", event.type === "dragover");
    if (event.type !== "dragleave") event.preventDefault();
    if (event.type === "drop") this.#move(place.dataset.drop ?? "");
  }

  /** Whoever is dragged is chosen too; who was not chosen is dragged alone. */
  #take(/** @type {HTMLElement} */ row, /** @type {DragEvent} */ event) {
    const box = /** @type {HTMLInputElement | null} */ (row.querySelector?.("input[name=person]"));
    if (!box) return;
    if (!box.checked) this.#tick(this.#boxes, false);
    this.#tick([box], true);
    event.dataTransfer?.setData("text/x-person", box.value);
  }

  #move(/** @type {string} */ to) {
    const form = this.#form;
    const select = /** @type {HTMLSelectElement} */ (form?.elements.namedItem("to"));
    select.value = to;
    form?.requestSubmit(form.querySelector("#move"));
  }
}

function within(/** @type {HTMLElement} */ button) {
  const card = /** @type {HTMLElement} */ (button.closest("[data-drop]"));
  return /** @type {HTMLInputElement[]} */ ([...(card.querySelector(".sitting")?.querySelectorAll("input[name=person]") ?? [])]);
}
