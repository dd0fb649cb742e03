/**
 * <poll-panel>: all polls of the room, beside the conversation; the server makes the list anew after each
 * change. Its buttons are forms; here they are asked for by `ask` {name, args}.
 */

import { Latest } from "./latest.js";
import { phrase } from "./phrases.js";
import { tell } from "./templates.js";

/** A whole room hears of a change at once. */
const SPREAD_MS = 1500;

class PollPanel extends HTMLElement {
  #timer = 0;
  #latest = new Latest();
  #isStale = false;

  connectedCallback() {
    this.list = /** @type {HTMLElement} */ (this.querySelector(".poll-panel__list"));
    this.addEventListener("submit", this);
  }

  disconnectedCallback() {
    clearTimeout(this.#timer);
    this.removeEventListener("submit", this);
  }

  handleEvent(/** @type {SubmitEvent} */ event) {
    const form = /** @type {HTMLFormElement} */ (event.target);
    const [, poll] = form.action.match(/polls\/(\d+)\/do$/) ?? [];
    if (!poll) return;
    event.preventDefault();
    const said = new FormData(form);
    const minutes = said.has("minutes") ? { minutes: Number(said.get("minutes")) } : {};
    tell(this, "ask", { name: said.get("command"), args: { poll: Number(poll), ...minutes } });
  }

  /** Something changed: shown now to whoever looks, to others when they do. */
  changed() {
    this.#isStale = true;
    if (this.#isSeen) this.#timer ||= setTimeout(() => this.#load(), this.matches(":has(form)") ? 50 : Math.random() * SPREAD_MS);
  }

  shown() {
    if (this.#isStale) this.#timer ||= setTimeout(() => this.#load());
  }

  get #isSeen() {
    return this.checkVisibility();
  }

  async #load() {
    this.#timer = 0;
    this.#isStale = false;
    try {
      const fresh = await this.#latest.get(this.dataset.url ?? "");
      if (fresh) this.#show(fresh);
    } catch {
      this.#isStale = true;
      tell(this, "trouble", { text: phrase("no-polls") });
    }
  }

  /** Whoever is at work on a poll stays there: at the same button, if it is still offered. */
  #show(/** @type {DocumentFragment} */ fresh) {
    const list = /** @type {HTMLElement} */ (this.list);
    const unfolded = [...list.querySelectorAll("details[open]")].map((one) => [itemOf(one), one.className]);
    const focused = list.contains(document.activeElement) ? document.activeElement : null;
    list.replaceChildren(fresh);
    for (const [item, name] of unfolded) for (const one of list.querySelectorAll(`#${item} details`)) if (one.className === name) one.setAttribute("open", "");
    if (focused) this.#takeUp(itemOf(focused), focused.textContent ?? "");
  }

  #takeUp(/** @type {string} */ item, /** @type {string} */ words) {
    const place = this.querySelector(`#${item}`) ?? this.querySelector("h2");
    const same = [...(place?.querySelectorAll("a, button, summary") ?? [])].find((one) => one.textContent === words);
    /** @type {HTMLElement} */ (same ?? place).focus({ preventScroll: true });
  }
}

const itemOf = (/** @type {Element} */ part) => part.closest(".poll-item")?.id ?? "polls-title";

customElements.define("poll-panel", PollPanel);
