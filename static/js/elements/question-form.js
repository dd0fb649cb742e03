/**
 * <question-form>: where one asks. A plain form that posts without script.
 *
 * | event out | detail |
 * |-----------|--------|
 * | `question` | `{text, for_crew, people?}` |
 */

import { Draft } from "./drafts.js";
import { NamePicker } from "./name-picker.js";
import { namesAt } from "./names.js";
import { counted } from "./phrases.js";
import { tell } from "./templates.js";

const TOLD_WHEN_LEFT = 200;

class QuestionForm extends HTMLElement {
  connectedCallback() {
    const room = /** @type {HTMLElement} */ (this.closest("[data-person]"));
    this.form = /** @type {HTMLFormElement} */ (this.querySelector("form"));
    this.input = /** @type {HTMLTextAreaElement} */ (this.querySelector("textarea"));
    this.private = /** @type {HTMLInputElement} */ (this.querySelector('[name="for_crew"]'));
    this.counter = /** @type {HTMLElement} */ (this.querySelector(".composer__limit"));
    this.draft = new Draft(`${room.dataset.person}.${room.dataset.stream}.question`);
    this.names = new NamePicker(this.input, namesAt(`${location.pathname}names`), (n) => tell(this, "told", { text: counted("names", n) }));
    this.input.value ||= this.draft.text;
    this.form.noValidate = true;
    this.form.addEventListener("submit", this.#send);
    this.input.addEventListener("input", this.#typed);
    this.#fit();
  }

  /** Gives back what was not taken, unless something else is being written. */
  giveBack(/** @type {string} */ text, /** @type {boolean} */ isPrivate) {
    if (this.input.value.trim()) return;
    this.input.value = text;
    this.private.checked = isPrivate;
    this.#typed();
  }

  #send = (/** @type {SubmitEvent} */ event) => {
    event.preventDefault();
    const text = this.input.value;
    if (!text.trim() || this.#left() < 0) return this.input.focus();
    const people = this.names.people(text);
    tell(this, "question", { text, for_crew: this.private.checked, ...(people.length ? { people } : {}) });
    this.input.value = "";
    this.private.checked = false;
    this.#typed();
    this.input.focus();
  };

  #typed = () => {
    this.draft.keep(this.input.value);
    this.#fit();
  };

  #fit() {
    const left = this.#left();
    this.counter.hidden = left > TOLD_WHEN_LEFT;
    this.counter.toggleAttribute("data-over", left < 0);
    this.counter.textContent = left > TOLD_WHEN_LEFT ? "" : left < 0 ? counted("over", -left) : counted("left", left);
  }

  #left() {
    return Number(this.dataset.limit) - [...this.input.value.trim()].length;
  }
}

customElements.define("question-form", QuestionForm);
