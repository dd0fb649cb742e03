/** Messages on their way: shown at the end of the log until their entry comes, or marked as not sent. */

import { waitingMessage } from "./message.js";
import { settle } from "./neighbours.js";
import { phrase } from "./phrases.js";

export class Waiting {
  /** @param {HTMLElement} list @param {number} person */
  constructor(list, person) {
    this.list = list;
    this.person = person;
  }

  /** @returns {boolean} whether it is shown for the first time */
  follow(/** @type {any} */ command, /** @type {any} */ card, /** @type {Date} */ now, /** @type {number} */ head) {
    const shown = this.#find(command.key);
    const isDone = command.state === "discarded" || (command.state === "sent" && command.seq <= head);
    if (isDone) this.#remove(shown);
    else if (shown) this.#mark(shown, command);
    else if (!this.#has(command.key)) return this.#show(command, card, now);
    return false;
  }

  /** An entry came: it takes the place of its waiting look. */
  arrived(/** @type {HTMLElement} */ line) {
    if (line.dataset.key) this.#remove(this.#find(line.dataset.key));
  }

  #show(/** @type {any} */ command, /** @type {any} */ card, /** @type {Date} */ now) {
    const message = waitingMessage(command, this.person, card, now);
    this.list.append(message);
    settle(message);
    this.#mark(message, command);
    return true;
  }

  #mark(/** @type {HTMLElement} */ message, /** @type {any} */ { state, text }) {
    message.dataset.state = state === "failed" ? "failed" : state === "sent" ? "sent" : "sending";
    message.querySelector(".outbox__reason").textContent = text || phrase("not-sent");
  }

  #remove(/** @type {Element | null} */ message) {
    const after = message?.nextElementSibling ?? null;
    if (message?.previousElementSibling?.matches(".day-separator")) message.previousElementSibling.remove();
    message?.remove();
    settle(after);
  }

  #find(/** @type {string} */ key) {
    return /** @type {HTMLElement | null} */ (this.list.querySelector(`[data-key="${CSS.escape(key)}"]:not([data-seq])`));
  }

  #has(/** @type {string} */ key) {
    return this.list.querySelector(`[data-key="${CSS.escape(key)}"]`) !== null;
  }
}
