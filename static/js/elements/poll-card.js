/**
 * <poll-card>: one poll, to vote in and then with its results. The server renders it, entries change it.
 * Tells `vote` {poll, isAnonymous, choices}.
 */

import { counted } from "./phrases.js";
import { showBars } from "./poll-bars.js";
import { clone, tell } from "./templates.js";

/** What is ticked and not sent yet, by poll: it stays when the page renews the card. @type {Map<string, string[]>} */
const picked = new Map();

/** A card made from what an entry shows of a poll. @returns {any} */
export function cardOf(/** @type {any} */ look, /** @type {number} */ seq, /** @type {boolean} */ mayVote) {
  const card = clone("poll-template");
  if (!mayVote) for (const part of card.querySelectorAll(".poll__ballot, .poll__voted")) part.remove();
  card.dataset.seq = String(seq);
  card.begin(look);
  return card;
}

class PollCard extends HTMLElement {
  connectedCallback() {
    for (const name of ["submit", "click", "change"]) this.addEventListener(name, this);
    this.hidden = this.dataset.state === "closed" && sessionStorage.getItem(this.#away) !== null;
    for (const value of picked.get(this.poll) ?? []) this.#tick(value);
  }

  disconnectedCallback() {
    for (const name of ["submit", "click", "change"]) this.removeEventListener(name, this);
  }

  get poll() {
    return this.dataset.poll ?? "";
  }

  /** Shows another poll than the blank one of the template. */
  begin(/** @type {any} */ look) {
    this.id = `poll-${look.id}`;
    this.dataset.poll = String(look.id);
    this.dataset.kind = look.kind;
    this.toggleAttribute("data-anonymous", look.anonymous);
    this.#text(".poll__question", look.question);
    this.form?.setAttribute("action", `${location.pathname}polls/${look.id}/vote`);
    this.#offer(look);
    this.show(look);
  }

  /** Shows how the poll stands: open or closed, until when, and what may be seen of the votes. */
  show(/** @type {any} */ look) {
    const isClosed = Boolean(look.closed);
    this.dataset.state = isClosed ? "closed" : "open";
    const holds = { "names-seen": look.names_seen, "names-kept": !look.anonymous && !look.names_seen, anonymous: look.anonymous,
      named: !look.anonymous, one: !look.how, "at-the-end": look.results_when === "closed" && !look.counts_seen, "crew-first": look.counts_seen };
    for (const part of this.querySelectorAll("[data-when]")) part.hidden = !holds[part.dataset.when];
    this.querySelector(".poll__is-closed").hidden = !isClosed;
    this.querySelector(".poll__until").hidden = isClosed || !look.ends;
    if (look.ends) this.querySelector("local-time").setAttribute("datetime", look.ends);
    const away = this.querySelector('[data-does="hide-poll"]');
    if (away) away.hidden = !isClosed;
    this.look = look;
    this.count(look);
    this.#turn();
  }

  /** How many voted, and what where that may be seen; what is known already stays. */
  count(/** @type {any} */ { voted, results, mean, few }) {
    this.#text(".poll__turnout", counted("votes", voted));
    this.querySelector(".poll__few").hidden = !few;
    if (results) showBars(this, results, this.look ? labelsOf(this.look) : [], mean);
  }

  /** The vote is on its way: it is not given twice. */
  sends(/** @type {boolean} */ isUnderway) {
    const button = this.form?.querySelector('[type="submit"]');
    if (!button) return;
    button.ariaBusy = isUnderway ? "true" : null;
    button.ariaDisabled = isUnderway ? "true" : null;
  }

  /** The vote is counted; of an anonymous one nothing stays on the screen. */
  voted() {
    const hadFocus = this.contains(document.activeElement);
    this.dataset.voted = "";
    picked.delete(this.poll);
    if (this.matches("[data-anonymous]")) this.form?.reset();
    this.#turn();
    if (hadFocus) this.querySelector(".poll__voted p").focus({ preventScroll: true });
  }

  /** @returns {any} */
  get form() {
    return this.querySelector(".poll__ballot");
  }

  handleEvent(/** @type {any} */ event) {
    const does = event.target.closest("[data-does]")?.dataset.does;
    if (event.type === "submit") this.#submit(event);
    else if (event.type === "change") picked.set(this.poll, this.#chosen);
    else if (does === "change-vote") this.#change();
    else if (does === "hide-poll") this.#putAway();
  }

  get #away() {
    return `poll-${this.poll}-away`;
  }

  get #chosen() {
    return /** @type {string[]} */ (new FormData(this.form).getAll("choice"));
  }

  #submit(/** @type {SubmitEvent} */ event) {
    event.preventDefault();
    const choices = this.#chosen.map(Number);
    const { least, most } = this.querySelector(".poll__choices").dataset;
    const problem = this.querySelector(".poll__problem");
    const isFew = choices.length < Number(least);
    problem.hidden = !isFew && choices.length <= Number(most);
    problem.textContent = problem.hidden ? "" : counted(isFew ? "too-few" : "too-many", Number(isFew ? least : most));
    if (!problem.hidden) return this.form.querySelector("input").focus();
    if (this.form.querySelector('[aria-busy="true"]')) return;
    tell(this, "vote", { poll: Number(this.poll), isAnonymous: this.matches("[data-anonymous]"), choices });
  }

  #change() {
    delete this.dataset.voted;
    this.#turn();
    (this.form.querySelector(":checked") ?? this.form.querySelector("input")).focus();
  }

  #putAway() {
    sessionStorage.setItem(this.#away, "");
    this.hidden = true;
    /** @type {HTMLElement | null} */ (document.querySelector(".log"))?.focus({ preventScroll: true });
  }

  /** The ballot, or that one has voted. */
  #turn() {
    if (!this.form) return;
    const isOpen = this.dataset.state === "open";
    this.form.hidden = !isOpen || this.matches("[data-voted]");
    this.querySelector(".poll__voted").hidden = !isOpen || !this.matches("[data-voted]");
  }

  #offer(/** @type {any} */ look) {
    const choices = this.querySelector(".poll__choices");
    if (!choices) return;
    Object.assign(choices.dataset, { least: look.least, most: look.most });
    this.#text(".poll__how-many", look.how);
    const blank = choices.querySelector(".poll__choice");
    labelsOf(look).forEach(({ label, means }, place) => {
      const choice = blank.cloneNode(true);
      Object.assign(choice.querySelector("input"), { type: look.kind === "multiple" ? "checkbox" : "radio", value: String(place) });
      choice.querySelector(".poll__label").textContent = label;
      Object.assign(choice.querySelector(".poll__means"), { textContent: means, hidden: !means });
      choices.append(choice);
    });
    blank.remove();
  }

  #tick(/** @type {string} */ value) {
    const input = this.querySelector(`input[name="choice"][value="${value}"]`);
    if (input) input.checked = true;
  }

  #text(/** @type {string} */ name, /** @type {string} */ text) {
    const place = this.querySelector(name);
    if (place) place.textContent = text;
  }

  /** @returns {any} */
  querySelector(/** @type {string} */ name) {
    return super.querySelector(name);
  }

  /** @returns {any} */
  querySelectorAll(/** @type {string} */ name) {
    return super.querySelectorAll(name);
  }
}

/** The answers of a poll, those at the ends of a scale with what they mean. */
function labelsOf(/** @type {any} */ { labels, ends_mean: ends }) {
  const last = labels.length - 1;
  return labels.map((/** @type {string} */ label, /** @type {number} */ place) => (
    { label, means: (ends && (place === 0 ? ends[0] : place === last ? ends[1] : "")) || "" }));
}

customElements.define("poll-card", PollCard);

