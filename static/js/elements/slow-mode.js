/**
 * <slow-mode>: says that people wait between two messages in this room, and how long the reader still has to.
 * `set(seconds)` changes the pace, `begin()` starts the wait, `end()` ends it; `isWaiting` while it runs.
 */

import { counted } from "./phrases.js";

class SlowMode extends HTMLElement {
  #endsAt = 0;
  #timer = 0;

  connectedCallback() {
    this.pace = /** @type {HTMLElement} */ (this.querySelector(".slow-mode__pace"));
    this.note = /** @type {HTMLElement} */ (this.querySelector(".slow-mode__wait"));
    this.#show();
    this.#run(Number(this.dataset.wait));
  }

  disconnectedCallback() {
    clearInterval(this.#timer);
  }

  get seconds() {
    return Number(this.dataset.seconds);
  }

  get isWaiting() {
    return performance.now() < this.#endsAt;
  }

  set(/** @type {number} */ seconds) {
    this.dataset.seconds = String(seconds);
    this.#show();
    if (!seconds) this.end();
  }

  begin() {
    if (this.seconds && !("exempt" in this.dataset)) this.#run(this.seconds);
  }

  end() {
    this.#endsAt = 0;
    this.#tick();
  }

  /** Somebody tried too early: the note is shown so that it is noticed. */
  warn() {
    delete this.dataset.warned;
    requestAnimationFrame(() => (this.dataset.warned = ""));
  }

  #run(/** @type {number} */ seconds) {
    this.#endsAt = performance.now() + 1000 * seconds;
    clearInterval(this.#timer);
    this.#timer = setInterval(() => this.#tick(), 1000);
    this.#tick();
  }

  #tick() {
    const left = Math.max(0, Math.ceil((this.#endsAt - performance.now()) / 1000));
    if (this.note) this.note.textContent = left ? counted("slow-wait", left) : "";
    if (left) return;
    clearInterval(this.#timer);
    delete this.dataset.warned;
  }

  #show() {
    const { seconds } = this;
    this.hidden = !seconds;
    if (!seconds || !this.pace) return;
    this.pace.textContent = seconds % 60 ? counted("slow-pace", seconds) : counted("slow-minutes", seconds / 60);
  }
}

customElements.define("slow-mode", SlowMode);
