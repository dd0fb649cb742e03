/**
 * <question-panel>: the questions of a room, beside the conversation. What changes is shown in place;
 * the order waits until nobody is reading, or until the reader asks for it.
 *
 * | event out | detail |
 * |-----------|--------|
 * | `questions-open` | `{n}` how many wait for an answer |
 * | `told`    | `{text}` something for those who listen |
 */

import { isOutOfOrder, ordered } from "../room/wings/question-order.js";
import { counted, phrase } from "./phrases.js";
import { tell } from "./templates.js";

const LOOK_AGAIN_MS = 1000;
const AT_IT_MS = 8000;
const TELL_EVERY_MS = 15_000;

class QuestionPanel extends HTMLElement {
  #timer = 0;
  #touchedAt = -Infinity;
  #toldAt = -Infinity;

  connectedCallback() {
    this.main = /** @type {HTMLElement} */ (this.querySelector('[data-list="main"]'));
    this.waiting = /** @type {HTMLElement} */ (this.querySelector('[data-list="waiting"]'));
    this.button = /** @type {HTMLElement} */ (this.querySelector('[data-does="settle"]'));
    this.filter = /** @type {HTMLSelectElement} */ (this.querySelector("[data-show]"));
    this.order = /** @type {HTMLSelectElement} */ (this.querySelector("[data-order]"));
    /** @type {HTMLElement} */ (this.querySelector(".questions__controls")).hidden = false;
    this.addEventListener("change", this.#chosen);
    this.addEventListener("click", this.#clicked);
    this.addEventListener("keydown", this.#pressed);
    for (const name of ["pointerdown", "wheel"]) this.main.addEventListener(name, () => (this.#touchedAt = performance.now()), { passive: true });
    this.settle();
  }

  disconnectedCallback() {
    clearTimeout(this.#timer);
  }

  /** @returns {HTMLElement | null} */
  item(/** @type {number | string} */ seq) {
    return this.querySelector(`.question[data-seq="${seq}"]`);
  }

  /** All questions, on their way or not. @returns {HTMLElement[]} */
  get items() {
    return [...this.querySelectorAll(".question")];
  }

  /** Puts a question where it belongs by its state; a new one stands last. */
  place(/** @type {HTMLElement} */ item) {
    const list = item.dataset.state === "waiting" ? this.waiting : this.main;
    if (item.parentElement !== list) this.#keepFocus(item, () => list.append(item));
    this.changed();
  }

  remove(/** @type {HTMLElement} */ item) {
    this.#keepFocus(item, () => item.remove());
    this.changed();
  }

  /** Something is other than before: the order follows soon, when nobody is in the midst of it. */
  changed() {
    this.#showCounts();
    for (const item of this.main.children) if (!this.#isKept(item)) /** @type {HTMLElement} */ (item).hidden = true;
    const wanted = this.#wanted();
    const isOff = isOutOfOrder(this.#shown(), wanted);
    if (isOff && !this.#isBusy()) return this.settle();
    if (isOff && this.button.hidden) this.#tellOrder();
    this.button.hidden = !isOff;
    clearTimeout(this.#timer);
    if (isOff) this.#timer = setTimeout(() => this.changed(), LOOK_AGAIN_MS);
  }

  /** Puts the list in order now. */
  settle() {
    clearTimeout(this.#timer);
    const wanted = this.#wanted();
    const pending = [...this.main.querySelectorAll(":scope > [data-key]:not([data-seq])")];
    for (const item of this.#saved) item.hidden = !wanted.includes(seqOf(item));
    for (const [place, seq] of wanted.entries()) {
      const item = /** @type {HTMLElement} */ (this.item(seq));
      if (this.main.children[place] !== item) this.main.insertBefore(item, this.main.children[place]);
    }
    this.main.append(...pending);
    this.button.hidden = true;
    this.#showCounts();
  }

  /** Brings one question forward, whatever is shown. */
  visit(/** @type {number} */ seq) {
    const item = this.item(seq);
    if (!item) return false;
    if (item.parentElement === this.main) this.filter.value = item.dataset.state ?? "open";
    this.settle();
    item.scrollIntoView({ block: "center" });
    item.focus({ preventScroll: true });
    return true;
  }

  get #saved() {
    return /** @type {HTMLElement[]} */ ([...this.main.querySelectorAll(":scope > .question[data-seq]")]);
  }

  #wanted() {
    const questions = this.#saved.map((item) => ({ seq: seqOf(item), state: item.dataset.state ?? "", votes: Number(item.dataset.votes), isCurrent: "current" in item.dataset }));
    return ordered(questions, { show: this.filter.value, order: this.order.value });
  }

  #shown() {
    return this.#saved.filter(({ hidden }) => !hidden).map(seqOf);
  }

  /** What is shown stays until the order is made anew; what came meanwhile appears at the end. */
  #isKept(/** @type {any} */ item) {
    const isNew = !("shown" in item.dataset);
    item.dataset.shown = "";
    return isNew ? item.dataset.state === this.filter.value || item.dataset.state === "sending" : !item.hidden;
  }

  /** Somebody reads, points at or types into the list. */
  #isBusy() {
    if (document.hidden || !this.checkVisibility()) return false;
    const isAtIt = this.main.matches(":hover") || this.main.contains(document.activeElement);
    return isAtIt || performance.now() - this.#touchedAt < AT_IT_MS;
  }

  #showCounts() {
    const open = this.items.filter(({ dataset }) => ["open", "waiting"].includes(dataset.state ?? "")).length;
    this.querySelector("[data-open-count]").textContent = counted("open", open);
    /** @type {HTMLElement} */ (this.waiting.parentElement).hidden = this.waiting.children.length === 0;
    /** @type {HTMLElement} */ (this.querySelector("[data-nothing]")).hidden = [...this.main.children].some((/** @type {any} */ item) => !item.hidden);
    tell(this, "questions-open", { n: open });
  }

  #tellOrder() {
    if (performance.now() - this.#toldAt < TELL_EVERY_MS) return;
    this.#toldAt = performance.now();
    tell(this, "told", { text: phrase("new-order") });
  }

  /** Whoever was in a question that goes elsewhere goes on at its neighbour. */
  #keepFocus(/** @type {HTMLElement} */ item, /** @type {() => void} */ move) {
    const neighbour = /** @type {HTMLElement | null} */ (item.nextElementSibling ?? item.previousElementSibling);
    const hadFocus = item.contains(document.activeElement);
    move();
    if (hadFocus) (neighbour && !neighbour.hidden ? neighbour : /** @type {HTMLElement} */ (this.querySelector("#questions-title"))).focus();
  }

  #chosen = (/** @type {Event} */ event) => {
    if (event.target === this.filter || event.target === this.order) this.settle();
  };

  #clicked = (/** @type {MouseEvent} */ event) => {
    if (!(/** @type {Element} */ (event.target).closest('[data-does="settle"]'))) return;
    this.settle();
    this.main.focus({ preventScroll: true });
  };

  #pressed = (/** @type {KeyboardEvent} */ event) => {
    const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    const target = /** @type {HTMLElement} */ (event.target);
    if (!step || !(target === this.main || target.matches(".question, .question button, .question summary"))) return;
    const shown = this.items.filter((item) => item.checkVisibility());
    const here = shown.indexOf(/** @type {HTMLElement} */ (target.closest(".question")));
    shown[here < 0 ? 0 : Math.max(0, here + step)]?.focus();
    event.preventDefault();
  };
}

const seqOf = (/** @type {HTMLElement} */ item) => Number(item.dataset.seq);

customElements.define("question-panel", QuestionPanel);
