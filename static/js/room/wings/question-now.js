/** The question that is taken up: above the conversation, and marked in the list. */

import { phrase } from "../../elements/phrases.js";
import { showText } from "../../elements/question.js";

export class TakenUp {
  constructor(/** @type {any} */ { root, part }, /** @type {any} */ panel) {
    Object.assign(this, { part, panel });
    this.bar = /** @type {any} */ (root.querySelector(".question-now"));
    this.root = root;
  }

  show(/** @type {number} */ seq, /** @type {any} */ data) {
    const item = this.panel.item(seq);
    if (data.text === undefined || data.state !== "open") return;
    this.#mark(seq);
    this.bar.dataset.seq = String(seq);
    showText(this.bar.querySelector(".question-now__text"), data);
    for (const name of ["author", "origin"]) {
      this.bar.querySelector(`.question-now__${name}`).textContent = item?.querySelector(`.question__${name}`).textContent ?? "";
    }
    this.bar.querySelector(".question-now__link").href = `#question-${seq}`;
    this.bar.hidden = false;
    this.part("live-voice").tell(phrase("question-now", { text: this.bar.querySelector(".question-now__text").textContent }));
  }

  /** It is done; whoever had its buttons goes on in the panel. */
  hide(/** @type {number} */ seq) {
    if (Number(this.bar.dataset.seq) !== seq) return;
    const hadFocus = this.bar.contains(document.activeElement);
    this.#mark(null);
    this.bar.hidden = true;
    this.bar.dataset.seq = "";
    if (hadFocus) this.panel.querySelector("#questions-title").focus({ preventScroll: true });
  }

  /** As a page that was asked for anew shows it. */
  renew(/** @type {Document} */ fresh) {
    const made = /** @type {HTMLElement} */ (fresh.querySelector(".question-now"));
    this.bar.hidden = made.hidden;
    this.bar.dataset.seq = made.dataset.seq;
    const body = /** @type {HTMLElement} */ (made.querySelector(".question-now__body"));
    this.bar.querySelector(".question-now__body").replaceChildren(...document.importNode(body, true).childNodes);
    this.#mark(Number(made.dataset.seq) || null);
  }

  #mark(/** @type {number | null} */ seq) {
    for (const item of this.panel.items) item.toggleAttribute("data-current", seq !== null && Number(item.dataset.seq) === seq);
    this.panel.changed();
  }
}
