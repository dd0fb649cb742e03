/**
 * <message-menu>: what the reader can do with a message, by mouse and by keyboard, and the question
 * before deleting. Tells the name of what was chosen (`edit`, `delete`, …) with `{message}`, its seq.
 */

import { tell } from "./templates.js";

const LINE = "[data-seq]";

class MessageMenu extends HTMLElement {
  connectedCallback() {
    this.menu = /** @type {HTMLElement} */ (this.querySelector(".menu"));
    this.dialog = /** @type {HTMLDialogElement} */ (this.querySelector("dialog"));
    this.log = /** @type {HTMLElement} */ (this.closest(".room__main")?.querySelector(".log"));
    this.log.addEventListener("click", this.#clicked);
    this.log.addEventListener("keydown", this.#pressed);
    this.menu.addEventListener("click", this.#chosen);
    this.menu.addEventListener("keydown", this.#walked);
    this.dialog.addEventListener("close", this.#answered);
  }

  disconnectedCallback() {
    this.log.removeEventListener("click", this.#clicked);
    this.log.removeEventListener("keydown", this.#pressed);
  }

  #clicked = (/** @type {MouseEvent} */ event) => {
    const button = /** @type {Element} */ (event.target).closest(".message__more");
    if (button) this.#open(button.closest(".message"));
  };

  #pressed = (/** @type {KeyboardEvent} */ event) => {
    const line = /** @type {HTMLElement} */ (document.activeElement).closest(LINE);
    const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    if (event.target !== line && event.target !== this.log) return;
    if (step) this.#go(line, step);
    else if (event.key === "Enter" && line && this.#items(line).length) this.#open(line);
    else if (event.key === "Escape") /** @type {HTMLElement} */ (document.querySelector("#composer-input"))?.focus();
    else return;
    event.preventDefault();
  };

  /** From line to line; from the log itself to its newest line. */
  #go(/** @type {Element | null} */ line, /** @type {number} */ step) {
    const lines = /** @type {HTMLElement[]} */ ([...this.log.querySelectorAll(LINE)]);
    const next = line ? lines[lines.indexOf(/** @type {HTMLElement} */ (line)) + step] : lines[lines.length - 1];
    next?.focus();
  }

  #open(/** @type {any} */ message) {
    this.message = message;
    const items = this.#items(message);
    for (const item of this.menu.querySelectorAll("button")) item.hidden = !items.includes(item);
    this.menu.showPopover();
    const { right, bottom, top } = message.querySelector(".message__more").getBoundingClientRect();
    const { width, height } = this.menu.getBoundingClientRect();
    const below = bottom + height < innerHeight;
    this.menu.style.setProperty("inset", `${below ? bottom : top - height}px auto auto ${Math.max(8, right - width)}px`);
    /** @type {HTMLElement} */ (this.menu.querySelector("button:not([hidden])")).focus();
  }

  /** What is offered for a message: nothing for one that is on its way or gone. */
  #items(/** @type {HTMLElement} */ message) {
    if (!message.matches('.message[data-state="sent"]')) return [];
    const whose = "own" in message.dataset ? "own" : "others";
    const all = /** @type {HTMLElement[]} */ ([...this.menu.querySelectorAll("button")]);
    return all.filter((item) => ["any", whose].includes(item.dataset.whose ?? ""));
  }

  #chosen = (/** @type {MouseEvent} */ event) => {
    const does = /** @type {HTMLElement} */ (event.target).closest("[data-does]")?.dataset.does;
    if (!does) return;
    this.menu.hidePopover();
    if (does === "delete") this.#ask();
    else tell(this, does, { message: Number(this.message.dataset.seq) });
  };

  #walked = (/** @type {KeyboardEvent} */ event) => {
    const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    if (!step) return;
    const items = /** @type {HTMLElement[]} */ ([...this.menu.querySelectorAll("button:not([hidden])")]);
    const here = items.indexOf(/** @type {HTMLElement} */ (document.activeElement));
    items[(here + step + items.length) % items.length].focus();
    event.preventDefault();
  };

  #ask() {
    this.dialog.querySelector(".dialog__text").textContent = this.message.querySelector(".message__body").textContent.slice(0, 300);
    this.dialog.returnValue = "no";
    this.dialog.showModal();
  }

  #answered = () => {
    if (this.dialog.returnValue === "yes") tell(this, "delete", { message: Number(this.message.dataset.seq) });
    this.message.focus({ preventScroll: true });
  };
}

customElements.define("message-menu", MessageMenu);
