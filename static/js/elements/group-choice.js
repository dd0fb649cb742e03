/**
 * <group-choice>: choosing one's group above the conversation. The server renders what there is to choose
 * from; it is asked for anew when places or groups changed and somebody looks, or when it comes or goes.
 */

import { Askings } from "./askings.js";
import { fromServer } from "./templates.js";

/** A whole dialogue hears of a change at once. */
const SPREAD_MS = 1500;
const AGAIN_MS = 4000;

class GroupChoice extends HTMLElement {
  #timer = 0;
  #askings = new Askings();

  connectedCallback() {
    this.fold.addEventListener("toggle", this);
    this.addEventListener("submit", this);
  }

  disconnectedCallback() {
    clearTimeout(this.#timer);
    this.fold.removeEventListener("toggle", this);
    this.removeEventListener("submit", this);
  }

  handleEvent(/** @type {any} */ event) {
    if (event.type === "submit") this.#send(event);
    else if (this.fold.open) void this.#load();
  }

  /** Other places are free: shown to whoever looks; to others when they do. */
  placesChanged() {
    if (this.fold.open && !this.hidden) this.roundChanged();
  }

  /** There may be something to choose now, or nothing any more. */
  roundChanged(ms = Math.random() * SPREAD_MS) {
    this.#timer ||= window.setTimeout(() => this.#load(), ms);
  }

  /** @returns {any} */
  get fold() {
    return this.querySelector("details");
  }

  async #load() {
    clearTimeout(this.#timer);
    this.#timer = 0;
    if (!(await this.#ask(this.dataset.url ?? "", {})) && this.isConnected) this.roundChanged(AGAIN_MS);
  }

  async #send(/** @type {SubmitEvent} */ event) {
    const form = /** @type {HTMLFormElement} */ (event.target);
    event.preventDefault();
    const button = /** @type {HTMLButtonElement} */ (form.querySelector("button"));
    if (button.ariaBusy === "true") return;
    button.ariaBusy = "true";
    if (await this.#ask(form.action, { method: "POST", body: new FormData(form) })) return;
    button.ariaBusy = null;
    form.submit(); // the page says what is wrong
  }

  async #ask(/** @type {string} */ url, /** @type {RequestInit} */ how) {
    const isLatest = this.#askings.begin();
    const answer = await fetch(url, { ...how, headers: { "HX-Request": "true" } }).catch(() => null);
    if (!answer || answer.redirected || !(answer.ok || answer.status === 409)) return false;
    const html = await answer.text();
    if (isLatest()) this.#show(fromServer(html));
    return true;
  }

  #show(/** @type {DocumentFragment} */ fresh) {
    const body = /** @type {HTMLElement} */ (this.querySelector(".group-choice__body"));
    const place = body.contains(document.activeElement) ? document.activeElement?.closest("li")?.id : undefined;
    const choice = /** @type {HTMLElement} */ (fresh.querySelector(".choice"));
    this.hidden = choice.matches("[data-nothing]");
    const own = /** @type {HTMLElement} */ (this.querySelector(".group-choice__own"));
    own.textContent = choice.querySelector("[data-own] .choice__title")?.textContent ?? "";
    body.replaceChildren(fresh);
    if (place) /** @type {any} */ (body.querySelector(`#${place} button`) ?? this.querySelector("summary")).focus({ preventScroll: true });
  }
}

customElements.define("group-choice", GroupChoice);
