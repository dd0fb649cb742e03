/**
 * <message-menu>: what the reader can do with a message, by mouse and by keyboard, and the question
 * before deleting. Tells the name of what was chosen (`edit`, `delete`, …) with `{message}`, its seq.
 */

import { tell } from "./templates.js";

const LINE = "li[data-seq]";
const LISTS = ".log, .thread__log";

class MessageMenu extends HTMLElement {
  connectedCallback() {
    this.menu = /** @type {HTMLElement} */ (this.querySelector(".menu"));
    this.dialog = /** @type {HTMLDialogElement} */ (this.querySelector("dialog"));
    this.room = /** @type {HTMLElement} */ (this.closest(".room"));
    this.room.addEventListener("click", this.#clicked);
    this.room.addEventListener("keydown", this.#pressed);
    this.menu.addEventListener("click", this.#chosen);
    this.menu.addEventListener("keydown", this.#walked);
    this.dialog.addEventListener("close", this.#answered);
  }

  disconnectedCallback() {
    this.room?.removeEventListener("click", this.#clicked);
    this.room?.removeEventListener("keydown", this.#pressed);
  }

  #clicked = (/** @type {MouseEvent} */ event) => {
    const target = /** @type {Element} */ (event.target);
    const message = /** @type {HTMLElement | null} */ (target.closest(".message"));
    if (message && target.closest(".message__more")) this.#open(message);
    if (message && target.closest('[data-quick="reply"]')) tell(this, "reply", { message: Number(message.dataset.seq) });
  };

  #pressed = (/** @type {KeyboardEvent} */ event) => {
    const list = /** @type {HTMLElement | null} */ (/** @type {Element} */ (event.target).closest(LISTS));
    const line = /** @type {HTMLElement} */ (document.activeElement).closest(LINE);
    const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    if (!list || (event.target !== line && event.target !== list)) return;
    if (step) this.#go(list, line, step);
    else if (event.key === "Enter" && line && this.#items(line).length) this.#open(line);
    else if (event.key === "Escape") /** @type {HTMLElement | null} */ (document.querySelector(list.matches(".log") ? "#composer-input" : "#reply-input"))?.focus();
    else return;
    event.preventDefault();
  };

  /** From line to line; from the list itself to its newest line. */
  #go(/** @type {Element} */ list, /** @type {Element | null} */ line, /** @type {number} */ step) {
    const lines = /** @type {HTMLElement[]} */ ([...list.querySelectorAll(LINE)]);
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
    /** @type {HTMLElement | null} */ (this.menu.querySelector("button:not([hidden])"))?.focus();
  }

  /** What is offered for a message as it stands, and where it stands: nothing for one on its way. */
  #items(/** @type {HTMLElement} */ message) {
    if (!message.matches(".message[data-seq]")) return [];
    const whose = "own" in message.dataset ? "own" : "others";
    const within = message.closest(".thread__log") ? "thread" : "room";
    const states = statesOf(message);
    const all = /** @type {HTMLElement[]} */ ([...this.menu.querySelectorAll("button")]);
    return all.filter(({ dataset }) =>
      ["any", whose].includes(dataset.whose ?? "") && has(dataset.within, [within]) && has(dataset.when, states));
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

/** `standing`, perhaps `edited`; or `deleted` or `hidden`. */
function statesOf(/** @type {HTMLElement} */ message) {
  if (message.dataset.gone) return [message.dataset.gone];
  const isEdited = !(/** @type {HTMLElement} */ (message.querySelector(".message__edited")).hidden);
  return isEdited ? ["standing", "edited"] : ["standing"];
}

const has = (/** @type {string | undefined} */ words, /** @type {string[]} */ wanted) => (words ?? "").split(" ").some((word) => wanted.includes(word));

customElements.define("message-menu", MessageMenu);
