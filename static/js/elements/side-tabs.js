/**
 * <side-tabs>: one panel beside the conversation at a time. Arrow keys go from tab to tab.
 * `show(name)` brings a panel forward, and opens the side on a phone; `count(name, n)` marks its tab.
 * Tells `side-shown` {name}.
 */

import { tell } from "./templates.js";

class SideTabs extends HTMLElement {
  connectedCallback() {
    this.tabs = /** @type {HTMLElement[]} */ ([...this.querySelectorAll('[role="tab"]')]);
    const list = this.querySelector('[role="tablist"]');
    list?.addEventListener("click", this.#clicked);
    list?.addEventListener("keydown", this.#pressed);
  }

  /** The name of the panel that is shown. */
  get shown() {
    return this.tabs.find((tab) => tab.ariaSelected === "true")?.dataset.name;
  }

  show(/** @type {string} */ name) {
    const side = /** @type {HTMLElement} */ (this.closest("[popover]"));
    if (name !== this.shown) side.scrollTop = 0;
    for (const tab of this.tabs) {
      const isShown = tab.dataset.name === name;
      tab.ariaSelected = String(isShown);
      tab.tabIndex = isShown ? 0 : -1;
      document.getElementById(`side-${tab.dataset.name}`)?.toggleAttribute("data-selected", isShown);
    }
    this.#open(side);
    tell(this, "side-shown", { name });
  }

  count(/** @type {string} */ name, /** @type {number} */ n) {
    const badge = /** @type {HTMLElement | null} */ (this.querySelector(`#tab-${name} .side__count`));
    if (!badge) return;
    badge.hidden = n === 0;
    badge.textContent = n > 99 ? "99+" : String(n);
  }

  /** On a phone the side is a sheet over the conversation. */
  #open(/** @type {HTMLElement} */ side) {
    if (getComputedStyle(side).display === "none") side.showPopover();
  }

  #clicked = (/** @type {Event} */ event) => {
    const tab = /** @type {HTMLElement} */ (event.target).closest('[role="tab"]');
    if (tab) this.show(/** @type {HTMLElement} */ (tab).dataset.name ?? "");
  };

  #pressed = (/** @type {KeyboardEvent} */ event) => {
    const isRtl = getComputedStyle(this).direction === "rtl";
    const step = { ArrowRight: isRtl ? -1 : 1, ArrowLeft: isRtl ? 1 : -1 }[event.key];
    const ends = { Home: 0, End: this.tabs.length - 1 }[event.key];
    if (step === undefined && ends === undefined) return;
    const tabs = this.tabs.filter((tab) => !tab.hidden);
    const here = tabs.indexOf(/** @type {HTMLElement} */ (document.activeElement));
    const next = tabs[ends === undefined ? (here + (step ?? 0) + tabs.length) % tabs.length : ends && tabs.length - 1];
    this.show(next.dataset.name ?? "");
    next.focus();
    event.preventDefault();
  };
}

customElements.define("side-tabs", SideTabs);
