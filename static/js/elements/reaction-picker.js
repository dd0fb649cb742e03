/**
 * <reaction-picker>: the reactions to choose from for a message, and who gave them.
 * Tells `reacted` {message, emoji}.
 */

import { phrase } from "./phrases.js";
import { fromServer, tell } from "./templates.js";

class ReactionPicker extends HTMLElement {
  connectedCallback() {
    this.menu = /** @type {HTMLElement} */ (this.querySelector("[popover]"));
    this.dialog = /** @type {HTMLDialogElement} */ (this.querySelector("dialog"));
    this.menu.addEventListener("click", this.#chosen);
    this.menu.addEventListener("keydown", this.#walked);
  }

  /** Offers the reactions for a message; the reader's own are marked. */
  open(/** @type {HTMLElement} */ message, /** @type {Set<string>} */ own) {
    this.message = message;
    for (const item of this.#items) item.ariaChecked = String(own.has(item.dataset.emoji ?? ""));
    this.menu.showPopover();
    const { top, bottom, right } = message.getBoundingClientRect();
    const { width, height } = this.menu.getBoundingClientRect();
    const above = Math.min(top, innerHeight - height) - height / 2;
    this.menu.style.setProperty("inset", `${Math.max(8, Math.min(above, bottom))}px auto auto ${Math.max(8, Math.min(right, innerWidth) - width - 8)}px`);
    this.#items[0].focus();
  }

  /** Shows who reacted, in place of the link's page. */
  async who(/** @type {MouseEvent} */ event) {
    event.preventDefault();
    const link = /** @type {HTMLAnchorElement} */ (/** @type {Element} */ (event.target).closest("a"));
    const list = /** @type {HTMLElement} */ (this.dialog?.querySelector(".reaction-who"));
    list.replaceChildren();
    this.dialog?.showModal();
    try {
      const answer = await fetch(link.href, { headers: { "HX-Request": "true" } });
      if (!answer.ok || answer.redirected) throw new Error(String(answer.status));
      list.replaceChildren(fromServer(await answer.text()));
    } catch {
      list.textContent = phrase("who-unknown");
    }
  }

  get #items() {
    return /** @type {HTMLElement[]} */ ([...this.querySelectorAll(".reaction-picker__item")]);
  }

  #chosen = (/** @type {MouseEvent} */ event) => {
    const item = /** @type {HTMLElement | null} */ (/** @type {Element} */ (event.target).closest("[data-emoji]"));
    if (!item) return;
    this.menu?.hidePopover();
    this.message?.focus({ preventScroll: true });
    tell(this, "reacted", { message: Number(this.message?.dataset.seq), emoji: item.dataset.emoji });
  };

  #walked = (/** @type {KeyboardEvent} */ event) => {
    const isRtl = getComputedStyle(this).direction === "rtl";
    const step = { ArrowRight: isRtl ? -1 : 1, ArrowLeft: isRtl ? 1 : -1, ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step) return;
    const items = this.#items;
    const here = items.indexOf(/** @type {HTMLElement} */ (document.activeElement));
    items[(here + step + items.length) % items.length].focus();
    event.preventDefault();
  };
}

customElements.define("reaction-picker", ReactionPicker);
