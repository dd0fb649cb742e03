/** The lines of a log: which entry becomes which line, and which changes an earlier one. */

import { changeWords, messageFrom, showCard, showReplies } from "./message.js";
import { settle } from "./neighbours.js";
import { renameQuoted } from "./quotes.js";
import { clone } from "./templates.js";

export class Lines {
  /** Changes of messages that came by the socket: a page of history may be older than they are. */
  #changes = new Map();
  /** The same for how many replies they have. */
  #replies = new Map();

  /**
   * @param {HTMLElement} list
   * @param {{person: number, head: number, thread?: number}} reader of a room, or of one thread in it
   */
  constructor(list, { person, head, thread }) {
    this.list = list;
    this.thread = thread;
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
    if (item.data.root) this.#count(item, item.data.root);
    if (this.#isPosted(item)) return this.#add(this.#message(item, card));
    if (item.kind === "rooms.speaker_called" && !this.thread) return this.#add(called(item, people));
    if (item.kind === "rooms.rule_changed" && !this.thread) return this.#add(ruled(item));
    if (item.kind === "log.entry_redacted") this.#change(item, item.data.seq, { deleted: true });
    else if (item.data.message && saysHowItStands(item.data)) this.#change(item, item.data.message, item.data);
    return null;
  }

  #isPosted(/** @type {any} */ { kind, data }) {
    return this.thread ? kind === "chat.reply_posted" && data.thread === this.thread : kind === "chat.message_posted";
  }

  settle() {
    settle(this.list.firstElementChild);
  }

  prepend(/** @type {DocumentFragment} */ lines, /** @type {number} */ head) {
    const place = this.list.querySelector(".log__earlier");
    const wasFirst = place && nextLine(place);
    const first = lines.firstElementChild;
    place?.replaceWith(lines);
    settle(first, wasFirst);
    for (const [message, { seq, data }] of this.#changes) if (seq > head) changeWords(message, data);
    for (const [message, { seq, replies }] of this.#replies) if (seq > head) showReplies(message, replies);
  }

  renew(/** @type {ParentNode} */ fresh, /** @type {number} */ head) {
    const waiting = [...this.list.querySelectorAll(":scope > [data-key]:not([data-seq])")];
    this.list.replaceChildren(...fresh.children, ...waiting);
    this.head = head;
    this.settle();
  }

  showPerson(/** @type {number} */ person, /** @type {any} */ card) {
    for (const line of this.list.querySelectorAll(`.message[data-author="${person}"]`)) showCard(line, card);
    renameQuoted(person, card.name);
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

  #change(/** @type {any} */ item, /** @type {number} */ message, /** @type {any} */ data) {
    this.#changes.set(message, { seq: item.seq, data });
    changeWords(message, data);
  }

  #count(/** @type {any} */ item, /** @type {any} */ { seq, replies }) {
    this.#replies.set(seq, { seq: item.seq, replies });
    showReplies(seq, replies);
  }
}

function nextLine(/** @type {Element} */ place) {
  let next = place.nextElementSibling;
  while (next && !next.matches("[data-seq], [data-key]")) next = next.nextElementSibling;
  return next;
}

/** Any entry about a message may say how it stands now, also one of a wing that hid it or showed it again. */
function saysHowItStands(/** @type {any} */ { text, deleted, hidden }) {
  return text !== undefined || deleted || hidden;
}

function called(/** @type {any} */ item, /** @type {any} */ people) {
  const line = clone("called-template");
  line.dataset.seq = String(item.seq);
  line.dataset.person = String(item.data.person);
  line.querySelector("local-time").setAttribute("datetime", item.at);
  showCalled(line, people[item.data.person]);
  return line;
}

/** What may leave the room from here on. */
function ruled(/** @type {any} */ item) {
  const line = clone(`ruled-${item.data.rule}`);
  line.dataset.seq = String(item.seq);
  line.querySelector("local-time").setAttribute("datetime", item.at);
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
