/**
 * <ask-dialog data-asks="mute">: asks how something is to be done before it is done.
 * Tells `answered` {asks, about, how}: what it was opened for, and what was filled in.
 */

import { tell } from "./templates.js";

class AskDialog extends HTMLElement {
  connectedCallback() {
    this.dialog = /** @type {HTMLDialogElement} */ (this.querySelector("dialog"));
    this.form = /** @type {HTMLFormElement} */ (this.querySelector("form"));
    this.form.addEventListener("submit", this.#submitted);
    this.dialog.addEventListener("close", () => this.from?.focus({ preventScroll: true }));
  }

  /** @param {any} about @param {{who?: string, text?: string}} shown */
  open(about, { who = "", text = "" } = {}) {
    this.about = about;
    this.from = /** @type {HTMLElement | null} */ (document.activeElement);
    this.form?.reset();
    const quote = /** @type {HTMLElement} */ (this.querySelector(".dialog__text"));
    /** @type {HTMLElement} */ (this.querySelector(".dialog__who")).textContent = who;
    quote.textContent = text.slice(0, 300);
    quote.hidden = !text;
    this.dialog?.showModal();
  }

  #submitted = (/** @type {SubmitEvent} */ event) => {
    const isYes = /** @type {HTMLButtonElement} */ (event.submitter)?.value === "yes";
    if (!isYes) return;
    if (this.form?.reportValidity()) tell(this, "answered", { asks: this.dataset.asks, about: this.about, how: this.#how });
    else event.preventDefault();
  };

  get #how() {
    const how = Object.fromEntries(new FormData(this.form));
    const checks = /** @type {HTMLInputElement[]} */ ([...(this.form?.querySelectorAll('[type="checkbox"]') ?? [])]);
    for (const check of checks) how[check.name] = /** @type {any} */ (check.checked);
    if ("minutes" in how) how.minutes = /** @type {any} */ (Number(how.minutes) || null);
    return how;
  }
}

customElements.define("ask-dialog", AskDialog);
