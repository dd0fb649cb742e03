/**
 * <chat-composer>: where one writes. A plain form that posts without script.
 *
 * | event out | detail |
 * |-----------|--------|
 * | `compose` | `{text, people?, quotes?}` a new message |
 * | `correct` | `{message, text, people?}` another text for one's own message |
 * | `writing` | none; somebody may be told |
 * | `look-back` | none; the writer wants to correct their last message |
 */

import { Draft } from "./drafts.js";
import { NamePicker } from "./name-picker.js";
import { namesAt } from "./names.js";
import { counted } from "./phrases.js";
import { excerpt } from "./quotes.js";
import { tell } from "./templates.js";

const TOLD_WHEN_LEFT = 500;

class ChatComposer extends HTMLElement {
  /** @type {number | null} */ #editing = null;
  /** @type {{message: number, text: string}[]} */ #returned = [];
  /** @type {number | null} */ #quoting = null;

  connectedCallback() {
    const room = /** @type {HTMLElement} */ (this.closest("[data-person]"));
    this.form = /** @type {HTMLFormElement} */ (this.querySelector("form"));
    this.input = /** @type {HTMLTextAreaElement} */ (this.querySelector("textarea"));
    this.notice = /** @type {HTMLElement} */ (this.querySelector(".composer__editing"));
    this.counter = /** @type {HTMLElement} */ (this.querySelector(".composer__limit"));
    this.room = `${room.dataset.person}.${room.dataset.stream}`;
    this.draft = new Draft(this.room);
    for (const guest of room.dataset.was?.split(" ").filter(Boolean) ?? []) this.draft.inherit(new Draft(`${guest}.${room.dataset.stream}`));
    this.quoted = /** @type {HTMLElement | null} */ (this.querySelector(".composer__quoting"));
    this.form.noValidate = true;
    this.names = new NamePicker(this.input, namesAt(`${location.pathname}names`), (n) => tell(this, "told", { text: counted("names", n) }));
    if ("main" in this.dataset) this.input.value ||= this.draft.text;
    this.form.addEventListener("submit", this.#send);
    this.input.addEventListener("keydown", this.#pressed);
    this.input.addEventListener("input", this.#typed);
    this.addEventListener("click", this.#clicked);
    this.#fit();
  }

  /** Writes in this thread from now on: each has a draft of its own. */
  at(/** @type {number} */ thread) {
    if (this.#editing !== null) this.#stopEditing();
    this.draft = new Draft(`${this.room}.${thread}`);
    this.#show(this.draft.text);
  }

  /** Quotes a message in what is written next. */
  quote(/** @type {{seq: number, name: string, text: string}} */ { seq, name, text }) {
    if (!this.quoted) return;
    if (this.#editing !== null) this.#stopEditing();
    this.#quoting = seq;
    this.quoted.hidden = false;
    this.quoted.querySelector(".composer__quoting-author").textContent = name;
    this.quoted.querySelector(".composer__quoting-text").textContent = excerpt(text);
    this.input.focus();
  }

  /** Takes a message of the writer's own back into the box. */
  edit(/** @type {number} */ message, /** @type {string} */ text) {
    this.#stopQuoting();
    this.#editing = message;
    this.notice.hidden = false;
    this.#show(text);
    this.input.focus();
  }

  /** Gives back a correction that was not taken; one that is being written comes first. */
  giveBack(/** @type {number} */ message, /** @type {string} */ text) {
    if (this.#editing === null) this.edit(message, text);
    else this.#returned.push({ message, text });
  }

  get isEmpty() {
    return this.input.value.trim() === "";
  }

  #send = (/** @type {SubmitEvent} */ event) => {
    event.preventDefault();
    const text = this.input.value;
    if (this.isEmpty || this.#left() < 0) return;
    const people = this.names.people(text);
    const named = people.length ? { people } : {};
    if (this.#editing === null) {
      const quotes = this.#quoting === null ? {} : { quotes: this.#quoting };
      this.#show("");
      this.draft.keep("");
      this.#stopQuoting();
      tell(this, "compose", { text, ...named, ...quotes });
    } else {
      tell(this, "correct", { message: this.#editing, text, ...named });
      this.#stopEditing();
    }
    this.input.focus();
  };

  #pressed = (/** @type {KeyboardEvent} */ event) => {
    if (event.isComposing) return;
    const isTouch = matchMedia("(hover: none) and (pointer: coarse)").matches;
    if (event.key === "Enter" && !event.shiftKey && !isTouch) {
      event.preventDefault();
      this.form.requestSubmit();
    } else if (event.key === "Escape" && this.#editing !== null) {
      this.#stopEditing();
    } else if (event.key === "Escape" && this.#quoting !== null) {
      this.#stopQuoting();
    } else if (event.key === "ArrowUp" && this.input.value === "" && this.#editing === null) {
      event.preventDefault();
      tell(this, "look-back", null);
    }
  };

  #typed = () => {
    if (this.#editing === null) this.draft.keep(this.input.value);
    if (!this.isEmpty) tell(this, "writing", null);
    this.#fit();
  };

  #clicked = (/** @type {MouseEvent} */ event) => {
    const does = /** @type {HTMLElement} */ (event.target).closest("[data-does]")?.dataset.does;
    if (does === "stop-editing") this.#stopEditing();
    if (does === "stop-quoting") this.#stopQuoting();
    if (does?.startsWith("stop-")) this.input.focus();
  };

  #stopQuoting() {
    this.#quoting = null;
    if (this.quoted) this.quoted.hidden = true;
  }

  #stopEditing() {
    this.#editing = null;
    this.notice.hidden = true;
    this.#show(this.draft.text);
    this.input.focus();
    const next = this.#returned.shift();
    if (next) this.edit(next.message, next.text);
  }

  #show(/** @type {string} */ text) {
    this.input.value = text;
    this.#fit();
  }

  /** The box grows with its text; the counter shows near the limit. */
  #fit() {
    if (!CSS.supports("field-sizing", "content")) {
      this.input.style.blockSize = "auto";
      this.input.style.blockSize = `${this.input.scrollHeight}px`;
    }
    const left = this.#left();
    this.counter.hidden = left > TOLD_WHEN_LEFT;
    this.counter.toggleAttribute("data-over", left < 0);
    this.counter.textContent = left > TOLD_WHEN_LEFT ? "" : left < 0 ? counted("over", -left) : counted("left", left);
    this.querySelector('[type="submit"]').toggleAttribute("aria-disabled", left < 0);
  }

  #left() {
    const limit = Number(this.dataset.limit);
    const { length } = this.input.value;
    return length < limit - TOLD_WHEN_LEFT ? limit - length : limit - [...this.input.value.trim()].length;
  }
}

customElements.define("chat-composer", ChatComposer);
