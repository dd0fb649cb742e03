/** The lines of a log: which entry becomes which line, and which changes an earlier one. */

import { messageFrom, showCard, showWords } from "./message.js";
import { settle } from "./neighbours.js";
import { clone } from "./templates.js";

export class Lines {
  /** Changes of messages that came by the socket: a page of history may be older than they are. */
  #changes = new Map();

  /** @param {HTMLElement} list @param {{person: number, head: number}} reader */
  constructor(list, { person, head }) {
    this.list = list;
    this.person = person;
    this.head = Math.max(this.last, head);
  }

  /** The seq of the last line. */
  get last() {
    const all = this.list.querySelectorAll(":scope > [data-seq]");
    return Number(all[all.length - 1]?.dataset.seq ?? 0);
  }

  /** Takes an entry in order. @returns {any} the line it became, if any */
  take(/** @type {any} */ item, /** @type {any} */ card, /** @type {any} */ people) {
    if (item.seq <= this.head) return null;
    this.head = item.seq;
    switch (item.kind) {
      case "chat.message_posted":
        return this.#add(this.#message(item, card));
      case "rooms.speaker_called":
        return this.#add(called(item, people));
      case "chat.message_edited":
        return this.#change(item, item.data);
      case "chat.message_deleted":
        return this.#change(item, { deleted: true });
    }
    return null;
  }

  settle() {
    settle(this.list.firstElementChild);
  }

  prepend(/** @type {DocumentFragment} */ lines, /** @type {number} */ head) {
    this.list.querySelector(".log__earlier")?.remove();
    const wasFirst = this.list.querySelector("[data-seq], [data-key]");
    const first = lines.firstElementChild;
    this.list.prepend(lines);
    settle(first, wasFirst);
    for (const [message, { seq, data }] of this.#changes) if (seq > head) this.#show(message, data);
  }

  renew(/** @type {ParentNode} */ fresh, /** @type {number} */ head) {
    const waiting = [...this.list.querySelectorAll(":scope > [data-key]:not([data-seq])")];
    this.list.replaceChildren(...fresh.children, ...waiting);
    this.head = head;
    this.settle();
  }

  showPerson(/** @type {number} */ person, /** @type {any} */ card) {
    for (const line of this.list.querySelectorAll(`[data-author="${person}"]`)) showCard(line, card);
    for (const line of this.list.querySelectorAll(`.system-line[data-person="${person}"]`)) showCalled(line, card);
  }

  #message(/** @type {any} */ item, /** @type {any} */ card) {
    const message = messageFrom(item, card);
    const isOwn = item.by === this.person;
    message.toggleAttribute("data-own", isOwn);
    if (!isOwn) {
      delete message.dataset.key;
      delete message.dataset.text;
    }
    return message;
  }

  #add(/** @type {HTMLElement} */ line) {
    const waiting = this.list.querySelector(":scope > [data-key]:not([data-seq])");
    this.list.insertBefore(line, headingOf(waiting));
    settle(line, waiting);
    return line;
  }

  #change(/** @type {any} */ item, /** @type {any} */ data) {
    this.#changes.set(item.data.message, { seq: item.seq, data });
    this.#show(item.data.message, data);
    return null;
  }

  #show(/** @type {number} */ seq, /** @type {any} */ data) {
    const message = document.getElementById(`message-${seq}`);
    if (!message || message.dataset.state === "hidden") return;
    showWords(message, data);
    if (!("own" in message.dataset)) delete message.dataset.text;
  }
}

function called(/** @type {any} */ item, /** @type {any} */ people) {
  const line = clone("called-template");
  line.dataset.seq = String(item.seq);
  line.dataset.person = String(item.data.person);
  line.querySelector("local-time").setAttribute("datetime", item.at);
  showCalled(line, people[item.data.person]);
  return line;
}

function showCalled(/** @type {Element} */ line, /** @type {any} */ card) {
  line.querySelector(".system-line__name").textContent = card.name;
}

/** The line itself, or the heading of a day that stands above it. */
function headingOf(/** @type {Element | null} */ line) {
  const above = line?.previousElementSibling;
  return above?.matches(".day-separator") ? above : line;
}
