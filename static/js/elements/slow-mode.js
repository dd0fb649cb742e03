/**
 * <slow-mode data-seconds>: says that people wait between two messages in this room, and how long the
 * reader still has to. `data-said-ago`: when they wrote last; then `said()`, or `unsaid()` if it was not
 * taken. `set(seconds)` changes the pace; `isWaiting` while they wait.
 */

import { counted } from "./phrases.js";

class SlowMode extends HTMLElement {
  /** When the reader wrote, and when before that. */
  #saidAt = -Infinity;
  #saidBefore = -Infinity;
  #timer = 0;

  connectedCallback() {
    this.pace = /** @type {HTMLElement} */ (this.querySelector(".slow-mode__pace"));
    this.note = /** @type {HTMLElement} */ (this.querySelector(".slow-mode__wait"));
    if (this.dataset.saidAgo) this.#saidAt = performance.now() - 1000 * Number(this.dataset.saidAgo);
    this.#show();
  }

  disconnectedCallback() {
    clearInterval(this.#timer);
  }

  get isWaiting() {
    return this.#left > 0;
  }

  set(/** @type {number} */ seconds) {
    this.dataset.seconds = String(seconds);
    this.#show();
  }

  said() {
    [this.#saidBefore, this.#saidAt] = [this.#saidAt, performance.now()];
    this.#run();
  }

  unsaid() {
    this.#saidAt = this.#saidBefore;
    this.#run();
  }

  /** Somebody tried too early: the note is shown so that it is noticed. */
  warn() {
    this.dataset.warned = "";
  }

  get #left() {
    if ("exempt" in this.dataset) return 0;
    return Math.max(0, Math.ceil(Number(this.dataset.seconds) - (performance.now() - this.#saidAt) / 1000));
  }

  #show() {
    const seconds = Number(this.dataset.seconds);
    this.hidden = !seconds;
    if (this.pace && seconds) this.pace.textContent = seconds % 60 ? counted("slow-pace", seconds) : counted("slow-minutes", seconds / 60);
    this.#run();
  }

  #run() {
    clearInterval(this.#timer);
    this.#timer = setInterval(() => this.#tick(), 1000);
    this.#tick();
  }

  #tick() {
    const left = this.#left;
    if (this.note) this.note.textContent = left ? counted("slow-wait", left) : "";
    if (left) return;
    clearInterval(this.#timer);
    delete this.dataset.warned;
  }
}

customElements.define("slow-mode", SlowMode);
