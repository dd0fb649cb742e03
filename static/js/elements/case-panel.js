/**
 * <case-panel>: the case of the group and what was advised, beside the conversation. The server makes the
 * list anew after each change; its forms are asked for by `ask` {name, args} here.
 */

import { Latest } from "./latest.js";
import { phrase } from "./phrases.js";
import { tell } from "./templates.js";

const PARTS = ["case", "case-advice"];
const NUMBERS = ["advice", "person"];

class CasePanel extends HTMLElement {
  #timer = 0;
  #latest = new Latest();

  connectedCallback() {
    this.addEventListener("submit", this);
  }

  disconnectedCallback() {
    clearTimeout(this.#timer);
    this.removeEventListener("submit", this);
  }

  handleEvent(/** @type {SubmitEvent} */ event) {
    const form = /** @type {HTMLFormElement} */ (event.target);
    if (form.matches("[data-plain]")) return;
    event.preventDefault();
    tell(this, "ask", argsOf(new FormData(form)));
  }

  /** What was sent is written: the field is free for the next one. */
  sent(/** @type {string} */ name) {
    if (name === "challenges.note_advice") /** @type {any} */ (this.querySelector('[data-part="case-composer"] form'))?.reset();
    else this.querySelector(".advice__change[open]")?.removeAttribute("open");
    this.changed();
  }

  /** Nothing that somebody has open and writes in is taken from under their hands. */
  changed() {
    clearTimeout(this.#timer);
    if (this.checkVisibility()) this.#timer = window.setTimeout(() => this.#load(), 50);
  }

  async #load() {
    if (this.querySelector(".advice__change[open]")) {
      this.#timer = window.setTimeout(() => this.#load(), 1000);
      return;
    }
    try {
      const fresh = await this.#latest.get(this.dataset.url ?? "");
      if (fresh) this.#show(fresh);
    } catch {
      tell(this, "trouble", { text: phrase("case-lost") });
    }
  }

  /** Whoever was at a piece of advice is there again; what is being written stays. */
  #show(/** @type {DocumentFragment} */ fresh) {
    const place = this.contains(document.activeElement) ? document.activeElement?.closest(".advice")?.id : undefined;
    const unfolded = this.querySelector(".advice-case")?.hasAttribute("open");
    if (unfolded !== undefined) fresh.querySelector(".advice-case")?.toggleAttribute("open", unfolded);
    for (const part of PARTS) {
      const made = fresh.querySelector(`[data-part="${part}"]`);
      this.querySelector(`[data-part="${part}"]`)?.replaceChildren(...(made?.childNodes ?? []));
    }
    if (place) /** @type {any} */ (this.querySelector(`#${place} button`) ?? this.querySelector("h2"))?.focus();
  }
}

/** What a form says, as the command wants it. */
function argsOf(/** @type {FormData} */ said) {
  /** @type {Record<string, unknown>} */
  const args = {};
  for (const [name, value] of said) {
    if (NUMBERS.includes(name)) args[name] = Number(value);
    else if (name === "text") args[name] = value;
    else if (name === "useful") args[name] = value === "yes";
  }
  if (!args.person) delete args.person;
  return { name: said.get("command"), args };
}

customElements.define("case-panel", CasePanel);
