/**
 * <speaker-queue>: who has the floor and who waits for it, in order. Tells `ask` {name, args} for
 * commands and `hand` {isUp} when the reader's own hand went up or down.
 */

import { showAvatar } from "./people.js";
import { counted, phrase } from "./phrases.js";
import { clone, tell } from "./templates.js";

const FLOOR_MS = 15 * 60_000;

class SpeakerQueue extends HTMLElement {
  connectedCallback() {
    const room = /** @type {HTMLElement} */ (this.closest("[data-person]"));
    this.person = Number(room.dataset.person);
    this.list = /** @type {HTMLElement} */ (this.querySelector("ol"));
    this.addEventListener("click", this);
    const held = this.#speaking?.dataset.held;
    if (held) this.#endLater(Number(held) * 1000);
    this.#count();
  }

  disconnectedCallback() {
    clearTimeout(this.timer);
    this.removeEventListener("click", this);
  }

  /** A hand went up: its person stands at the end. */
  raised(/** @type {number} */ person, /** @type {any} */ card) {
    if (this.#waiting(person)) return;
    const turn = this.#turn("turn-template", person, card);
    if (!("leads" in this.dataset)) turn.querySelector('[data-does="call"]').remove();
    if (!("leads" in this.dataset || person === this.person)) turn.querySelector('[data-does="lower"]').remove();
    this.list.append(turn);
    this.#count();
  }

  lowered(/** @type {number} */ person) {
    this.#waiting(person)?.remove();
    this.#count();
  }

  /** A person leaves the queue and has the floor, in place of who had it before. */
  called(/** @type {number} */ person, /** @type {any} */ card) {
    this.#waiting(person)?.remove();
    this.#speaking?.remove();
    this.list.prepend(this.#turn("speaking-template", person, card));
    this.#endLater(0);
    this.#count();
  }

  showPerson(/** @type {number} */ person, /** @type {any} */ card) {
    for (const turn of this.list.querySelectorAll(`[data-person="${person}"]`)) this.#fill(turn, person, card);
  }

  get isMineUp() {
    return Boolean(this.#waiting(this.person));
  }

  handleEvent(/** @type {MouseEvent} */ event) {
    const target = /** @type {HTMLElement} */ (event.target);
    const does = target.closest("[data-does]")?.dataset.does;
    const person = Number(target.closest("[data-person]")?.dataset.person);
    if (does === "call") tell(this, "ask", { name: "rooms.call_speaker", args: { person } });
    else if (does === "lower") tell(this, "ask", { name: "rooms.lower_hand", args: person === this.person ? {} : { person } });
    else if (does === "call-next") this.#callNext();
  }

  #callNext() {
    const next = /** @type {HTMLElement} */ (this.#queue[0]);
    if (next) tell(this, "ask", { name: "rooms.call_speaker", args: { person: Number(next.dataset.person) } });
  }

  get #queue() {
    return this.list.querySelectorAll('li:not([data-state="speaking"])');
  }

  get #speaking() {
    return /** @type {HTMLElement | null} */ (this.list.querySelector('[data-state="speaking"]'));
  }

  #waiting(/** @type {number} */ person) {
    return this.list.querySelector(`[data-person="${person}"]:not([data-state="speaking"])`);
  }

  #turn(/** @type {string} */ template, /** @type {number} */ person, /** @type {any} */ card) {
    const turn = clone(template);
    turn.dataset.person = String(person);
    turn.toggleAttribute("data-own", person === this.person);
    this.#fill(turn, person, card);
    return turn;
  }

  #fill(/** @type {any} */ turn, /** @type {number} */ person, /** @type {any} */ card) {
    showAvatar(turn, person, card);
    turn.querySelector(".speaker-queue__name").textContent = card.name;
    if (turn.dataset.state !== "speaking") turn.querySelector(".speaker-queue__note").textContent = card.city;
  }

  #endLater(/** @type {number} */ already) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => { this.#speaking?.remove(); this.#count(); }, Math.max(0, FLOOR_MS - already));
  }

  #count() {
    const n = this.#queue.length;
    const counter = document.querySelector("[data-queue-count]");
    if (counter) counter.textContent = n ? counted("waiting", n) : "";
    /** @type {HTMLElement} */ (this.querySelector("[data-nobody]")).hidden = this.list.children.length > 0;
    const next = /** @type {HTMLElement | null} */ (this.querySelector('[data-does="call-next"]'));
    if (next) next.hidden = n === 0;
    for (const button of document.querySelectorAll('[data-does="hand"]')) showHand(button, this.isMineUp);
  }
}

/** A button for one's own hand shows what pressing it does. */
function showHand(/** @type {any} */ button, /** @type {boolean} */ isUp) {
  button.setAttribute("aria-pressed", String(isUp));
  const [raise, lower] = [button.querySelector("[data-raise]"), button.querySelector("[data-lower]")];
  if (raise) [raise.hidden, lower.hidden] = [isUp, !isUp];
  else button.title = phrase(isUp ? "lower" : "raise");
}

customElements.define("speaker-queue", SpeakerQueue);
