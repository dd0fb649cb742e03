/**
 * Offers names after an `@` in a text: arrows choose, Enter or Tab takes, Escape lets go. The text box
 * keeps the focus; what is chosen is told by `aria-activedescendant`, how many fit by `told`.
 */

import { fits, nameBefore } from "./names.js";
import { clone } from "./templates.js";

const MOST = 8;

export class NamePicker {
  /** @type {HTMLElement[]} */ #options = [];
  /** @type {Map<string, number>} */ #chosen = new Map();
  #at = -1;

  /**
   * @param {HTMLTextAreaElement} input
   * @param {() => Promise<import("./names.js").Name[]>} load
   * @param {(count: number) => void} told
   */
  constructor(input, load, told) {
    Object.assign(this, { input, load, told });
    this.list = /** @type {HTMLElement} */ (clone("names-template"));
    this.list.id = `${input.id}-names`;
    input.before(this.list);
    input.setAttribute("aria-autocomplete", "list");
    input.setAttribute("aria-controls", this.list.id);
    input.addEventListener("keydown", this.#pressed);
    input.addEventListener("input", this.#look);
    input.addEventListener("blur", () => this.close());
    this.list.addEventListener("pointerdown", this.#pointed);
  }

  get isOpen() {
    return !this.list.hidden;
  }

  /** The people whose names were chosen and still stand in a text. */
  people(/** @type {string} */ text) {
    return [...this.#chosen].filter(([name]) => text.includes(`@${name}`)).map(([, person]) => person);
  }

  close() {
    this.list.hidden = true;
    this.#at = -1;
    this.input.removeAttribute("aria-activedescendant");
  }

  #look = async () => {
    const begun = nameBefore(this.input.value, this.input.selectionStart);
    if (begun === null) return this.close();
    const names = await this.load();
    if (begun !== nameBefore(this.input.value, this.input.selectionStart)) return;
    this.#offer(names.filter((name) => fits(name, begun)).slice(0, MOST));
  };

  #offer(/** @type {import("./names.js").Name[]} */ names) {
    if (!names.length) return this.close();
    this.#options = names.map((name, place) => this.#option(name, place));
    this.list.replaceChildren(...this.#options);
    this.list.hidden = false;
    this.told(names.length);
    this.#mark(0);
  }

  #option(/** @type {import("./names.js").Name} */ { name, note, person }, /** @type {number} */ place) {
    const option = clone("name-template");
    option.id = `${this.list.id}-${place}`;
    option.dataset.name = name;
    if (person) option.dataset.person = String(person);
    option.querySelector(".names__name").textContent = name;
    option.querySelector(".names__note").textContent = note;
    return option;
  }

  #mark(/** @type {number} */ place) {
    this.#at = (place + this.#options.length) % this.#options.length;
    for (const [number, option] of this.#options.entries()) option.ariaSelected = String(number === this.#at);
    this.#options[this.#at].scrollIntoView({ block: "nearest" });
    this.input.setAttribute("aria-activedescendant", this.#options[this.#at].id);
  }

  #pressed = (/** @type {KeyboardEvent} */ event) => {
    if (!this.isOpen || event.isComposing) return;
    const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    if (step) this.#mark(this.#at + step);
    else if (event.key === "Enter" || event.key === "Tab") this.#take(this.#options[this.#at]);
    else if (event.key === "Escape") this.close();
    else return;
    event.preventDefault();
    event.stopImmediatePropagation();
  };

  #pointed = (/** @type {PointerEvent} */ event) => {
    const option = /** @type {HTMLElement | null} */ (/** @type {Element} */ (event.target).closest('[role="option"]'));
    event.preventDefault();
    if (option) this.#take(option);
  };

  #take(/** @type {HTMLElement} */ { dataset: { name = "", person } }) {
    const { value, selectionStart } = this.input;
    const start = selectionStart - (nameBefore(value, selectionStart) ?? "").length;
    if (person) this.#chosen.set(name, Number(person));
    this.close();
    this.input.setRangeText(`${name} `, start, selectionStart, "end");
    this.input.dispatchEvent(new Event("input", { bubbles: true }));
  }
}
