/**
 * <harvest-panel>: in a group its sheet, whose texts are written together; elsewhere the board of all groups.
 * Tells `harvest-empty` {n, isHandedIn}, asks by `ask` {name, args} and `renew`.
 */

import { Latest } from "./latest.js";
import { phrase } from "./phrases.js";
import { tell } from "./templates.js";
import { argsOf, moveEarlier } from "./harvest-forms.js";

const SPREAD_MS = 1500;
const LEAST_MS = 3000;
/** With many people here, each asks less often: together some 25 times a second. */
const SHARE_MS = 40;

class HarvestPanel extends HTMLElement {
  #timer = 0;
  #latest = new Latest();
  #isStale = false;
  #askedAt = -Infinity;
  people = 1;

  connectedCallback() {
    this.addEventListener("submit", this);
    this.addEventListener("click", this);
    this.addEventListener("text-changed", this);
    this.ready();
  }

  disconnectedCallback() {
    clearTimeout(this.#timer);
    for (const name of ["submit", "click", "text-changed"]) this.removeEventListener(name, this);
  }

  get isSheet() {
    return this.dataset.kind === "sheet";
  }

  get empty() {
    return [...this.querySelectorAll("textarea")].filter(({ value }) => !value.trim()).length;
  }

  get isHandedIn() {
    return this.querySelector(".harvest-state")?.getAttribute("data-state") === "handed";
  }

  handleEvent(/** @type {any} */ event) {
    if (event.type === "submit") this.#submitted(event);
    else if (event.type === "click") moveEarlier(event);
    else this.#count();
  }

  /** What the server made anew is here. */
  ready() {
    for (const button of this.querySelectorAll('[data-does="earlier"]')) /** @type {HTMLElement} */ (button).hidden = false;
    this.#count();
  }

  /** Something changed: shown now to whoever looks, to others when they do. */
  changed() {
    this.#isStale = true;
    if (this.isSheet || this.checkVisibility()) this.#soon();
  }

  shown() {
    if (this.#isStale) this.#soon();
  }

  #soon() {
    const pause = this.isSheet ? 0 : Math.max(LEAST_MS, this.people * SHARE_MS);
    const wait = Math.max(50, this.#askedAt + pause - performance.now());
    const spread = this.isSheet || this.querySelector("form") ? 0 : Math.random() * SPREAD_MS;
    this.#timer ||= setTimeout(() => this.#load(), wait + spread);
  }

  async #load() {
    this.#timer = 0;
    this.#isStale = false;
    this.#askedAt = performance.now();
    try {
      const fresh = await this.#latest.get(this.dataset.url ?? "");
      if (fresh) this.#show(fresh);
    } catch {
      this.#isStale = true;
      tell(this, "trouble", { text: phrase("no-harvest") });
    }
  }

  #show(/** @type {DocumentFragment} */ fresh) {
    const mayWrite = fresh.querySelector(".harvest-state")?.getAttribute("data-may-write");
    if (this.isSheet && mayWrite !== this.dataset.mayWrite) {
      tell(this, "renew", {});
      return;
    }
    const place = /** @type {HTMLElement} */ (this.querySelector("[data-harvest=state], [data-harvest=board]"));
    const focused = place.contains(document.activeElement) ? document.activeElement?.textContent : null;
    const order = place.querySelector("details[open]");
    const said = /** @type {any} */ (place.querySelector("#harvest-because"))?.value;
    // Whoever puts groups in order goes on with that.
    if (order) fresh.querySelector("details")?.replaceWith(order);
    place.replaceChildren(fresh);
    const because = /** @type {any} */ (place.querySelector("#harvest-because"));
    if (because && said) because.value = said;
    this.ready();
    if (focused !== null) this.#takeUp(focused ?? "");
  }

  /** Whoever pressed a button goes on at the same one, or at the panel's title. */
  #takeUp(/** @type {string} */ words) {
    const same = [...this.querySelectorAll("button, summary")].find((one) => one.textContent === words);
    /** @type {HTMLElement} */ (same ?? this.querySelector("h2")).focus({ preventScroll: true });
  }

  #submitted(/** @type {SubmitEvent} */ event) {
    const form = /** @type {HTMLFormElement} */ (event.target);
    const said = new FormData(form);
    if (!said.has("command")) {
      event.preventDefault();
    } else if (/harvest\/(hand|\d+\/do)$/.test(form.action)) {
      event.preventDefault();
      if (said.get("command") === "harvest.hand_in" && this.#isNothing(String(said.get("because")))) return;
      form.closest("details")?.removeAttribute("open");
      tell(this, "ask", { name: said.get("command"), args: argsOf(said) });
    }
  }

  /** Nothing is handed in as nothing: that is said where the button is. */
  #isNothing(/** @type {string} */ because) {
    const note = this.querySelector('[data-harvest="nothing"]');
    const isNothing = !because.trim() && this.empty === this.querySelectorAll("textarea").length;
    if (note) note.textContent = isNothing ? phrase("nothing-to-hand-in") : "";
    if (isNothing) /** @type {HTMLElement | null} */ (this.querySelector("#harvest-because"))?.focus();
    return isNothing;
  }

  #count() {
    if (!this.isSheet) return;
    const { empty, isHandedIn } = this;
    const because = /** @type {HTMLElement | null} */ (this.querySelector("[data-harvest=because]"));
    if (because) because.hidden = empty < this.querySelectorAll("textarea").length;
    tell(this, "harvest-empty", { n: empty, isHandedIn });
  }
}

customElements.define("harvest-panel", HarvestPanel);
