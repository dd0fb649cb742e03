/**
 * <presence-list>: who is here. Changes are gathered and drawn at most once a second; of a crowd only
 * the first are listed, so that a thousand people coming and going cost no more than a hundred.
 */

import { leads, roleBadge, showAvatar } from "./people.js";
import { counted, phrase } from "./phrases.js";
import { clone, tell } from "./templates.js";

const DRAW_MS = 1000;
const LISTED = 100;

class PresenceList extends HTMLElement {
  /** @type {Map<number, number | null>} */ #rooms = new Map();
  /** @type {Map<number, any>} */ #cards = new Map();
  /** @type {Map<number, HTMLElement>} */ #rows = new Map();
  #count = 0;
  #drawnAt = 0;
  #timer = 0;

  connectedCallback() {
    this.list = /** @type {HTMLElement} */ (this.querySelector("ul"));
    this.more = /** @type {HTMLElement} */ (this.querySelector("[data-more]"));
    this.room = Number(this.dataset.room);
    this.person = Number(/** @type {HTMLElement} */ (this.closest("[data-person]")).dataset.person);
    this.order = new Intl.Collator(document.documentElement.lang);
  }

  disconnectedCallback() {
    clearTimeout(this.#timer);
  }

  /** Takes a presence frame: everybody, or who came and went. */
  take(/** @type {any} */ { full, here, gone, count, people }) {
    if (full) this.#rooms.clear();
    for (const [person, card] of Object.entries(people)) this.#cards.set(Number(person), card);
    for (const [person, room] of here) this.#rooms.set(person, room);
    for (const person of gone) this.#rooms.delete(person);
    this.#count = count;
    this.#drawSoon();
  }

  showPerson(/** @type {number} */ person, /** @type {any} */ card) {
    this.#cards.set(person, card);
    this.#rows.delete(person);
    this.#drawSoon();
  }

  #drawSoon() {
    if (this.#timer) return;
    const wait = Math.max(0, this.#drawnAt + DRAW_MS - performance.now());
    this.#timer = setTimeout(() => this.#draw(), wait);
  }

  #draw() {
    this.#timer = 0;
    this.#drawnAt = performance.now();
    const here = this.#here();
    const total = this.#isWhole ? here.length : this.#count;
    const listed = here.slice(0, LISTED);
    for (const person of this.#rows.keys()) if (!this.#rooms.has(person)) this.#rows.delete(person);
    this.list.replaceChildren(...listed.map((person) => this.#row(person)));
    this.more.hidden = total <= listed.length;
    this.more.textContent = counted("more-people", total - listed.length);
    this.#tellCounts(total);
  }

  /** The people in this room: who leads first, then by name. */
  #here() {
    const here = [...this.#rooms].filter(([person, room]) => room === this.room && this.#cards.has(person));
    return here.map(([person]) => person).sort((one, other) => this.#compare(this.#cards.get(one), this.#cards.get(other)));
  }

  #compare(/** @type {any} */ one, /** @type {any} */ other) {
    return Number(leads(other)) - Number(leads(one)) || this.order.compare(one.name, other.name);
  }

  /** Whether the server has told everybody; of a crowd it tells the first. */
  get #isWhole() {
    return this.#rooms.size >= this.#count;
  }

  #row(/** @type {number} */ person) {
    const known = this.#rows.get(person);
    if (known) return known;
    const row = clone("person-template");
    const card = this.#cards.get(person);
    showAvatar(row, person, card);
    row.dataset.person = String(person);
    row.querySelector(".presence__name").textContent = card.name;
    row.querySelector(".presence__city").textContent = person === this.person ? phrase("you") : card.city;
    const badge = roleBadge(card.roles);
    if (badge) row.append(badge);
    this.#rows.set(person, row);
    return row;
  }

  #tellCounts(/** @type {number} */ total) {
    const rooms = new Map();
    if (this.#isWhole) for (const room of this.#rooms.values()) rooms.set(room, (rooms.get(room) ?? 0) + 1);
    tell(this, "crowd", { total, rooms });
  }
}

customElements.define("presence-list", PresenceList);
