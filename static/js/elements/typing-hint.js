/** <typing-hint>: who is writing now. It forgets by itself. */

import { phrase } from "./phrases.js";

const FORGOTTEN_AFTER_MS = 4000;

class TypingHint extends HTMLElement {
  /** @type {Map<number, {name: string, timer: number}>} */ #writers = new Map();

  writes(/** @type {number} */ person, /** @type {string} */ name) {
    clearTimeout(this.#writers.get(person)?.timer);
    const timer = setTimeout(() => this.stopped(person), FORGOTTEN_AFTER_MS);
    this.#writers.set(person, { name, timer });
    this.#show();
  }

  /** Their message came, or they stopped. */
  stopped(/** @type {number} */ person) {
    clearTimeout(this.#writers.get(person)?.timer);
    if (this.#writers.delete(person)) this.#show();
  }

  disconnectedCallback() {
    for (const { timer } of this.#writers.values()) clearTimeout(timer);
  }

  #show() {
    const [name, other] = [...this.#writers.values()].map((writer) => writer.name);
    const n = this.#writers.size;
    const words = n === 0 ? "" : n === 1 ? phrase("one-writes", { name }) : n === 2 ? phrase("two-write", { name, other }) : phrase("many-write");
    this.querySelector(".typing__words").textContent = words;
    /** @type {HTMLElement} */ (this.querySelector(".typing__dots")).hidden = n === 0;
  }
}

customElements.define("typing-hint", TypingHint);
