/** Who else has written here just now. */

import { phrase } from "./phrases.js";

const SHOWN_MS = 4000;

export class Writers {
  /** @type {Map<string, number>} */ #until = new Map();
  #timer = 0;

  constructor(/** @type {any} */ place) {
    this.place = place;
  }

  wrote(/** @type {string} */ name) {
    this.#until.set(name, performance.now() + SHOWN_MS);
    this.#show();
  }

  stop() {
    clearTimeout(this.#timer);
  }

  #show() {
    clearTimeout(this.#timer);
    const now = performance.now();
    for (const [name, until] of this.#until) if (until <= now) this.#until.delete(name);
    const names = [...this.#until.keys()];
    this.place.textContent = names.length ? phrase(names.length > 1 ? "several-write-here" : "writes-here", { name: names[0], n: names.length }) : "";
    if (names.length) this.#timer = setTimeout(() => this.#show(), Math.min(...this.#until.values()) - now + 10);
  }
}
