/**
 * <room-log>: the conversation of a room. The server renders its lines; entries add to and change them.
 *
 * | event out | detail | |
 * |-----------|--------|-|
 * | `seen`    | `{seq}` | read up to here |
 * | `said`    | `{name, text, seq}` | somebody else wrote |
 * | `retry`, `discard` | `{key}` | of a message that was not sent |
 * | `trouble` | `{text}` | something to tell the reader |
 */

import { Earlier } from "./earlier.js";
import { Lines } from "./lines.js";
import { counted, phrase } from "./phrases.js";
import { Scroll } from "./scroll.js";
import { tell } from "./templates.js";
import { Unread } from "./unread.js";
import { Waiting } from "./waiting.js";

class RoomLog extends HTMLElement {
  #arrived = 0;

  connectedCallback() {
    this.box = /** @type {HTMLElement} */ (this.querySelector(".log"));
    this.list = /** @type {HTMLElement} */ (this.querySelector(".log__list"));
    this.pill = /** @type {HTMLElement} */ (this.querySelector("button.log-jump"));
    const person = Number(/** @type {HTMLElement} */ (this.closest("[data-person]")).dataset.person);
    this.lines = new Lines(this.list, { person, head: Number(this.dataset.head ?? 0) });
    this.waiting = new Waiting(this.list, person);
    this.scroll = new Scroll(this.box, this.list, () => this.#showPill());
    this.above = /** @type {HTMLElement | null} */ (this.querySelector("button.log-unread"));
    this.unread = new Unread(this.box, this.list, Number(this.dataset.read), (seq) => tell(this, "seen", { seq }));
    this.unread.looked = () => this.#showAbove();
    this.unread.begins(Number(this.above?.dataset.first) || null);
    this.earlier = new Earlier(this.box, this.list, this.dataset.earlierUrl ?? "",
      (lines, head) => this.#prepend(lines, head), () => tell(this, "trouble", { text: phrase("no-history") }));
    this.addEventListener("click", this);
    this.#settleIn();
  }

  disconnectedCallback() {
    this.scroll.stop();
    this.unread.stop();
    this.earlier.stop();
    this.removeEventListener("click", this);
  }

  /** Takes an entry of the room's stream; one that is shown already changes nothing. */
  take(/** @type {import("./message.js").Item} */ item, /** @type {any} */ card, /** @type {any} */ people) {
    const lastBefore = this.lines.last;
    const line = this.lines.take(item, card, people);
    if (!line) return;
    this.waiting.arrived(line);
    this.unread.watch([line]);
    if (line.matches("[data-own]")) return;
    if (document.hidden && this.scroll.atEnd) this.scroll.stay();
    if (!this.scroll.atEnd) this.#missed(line, lastBefore);
    this.#showAbove();
    if (item.kind === "chat.message_posted") tell(this, "said", { name: card.name, text: heard(line), seq: item.seq });
  }

  /** Follows a message on its way: shown at once, marked while it is not saved. */
  follow(/** @type {any} */ command, /** @type {any} */ card, /** @type {Date} */ now) {
    const isNew = this.waiting.follow(command, card, now, this.lines.head);
    if (isNew) this.scroll.toEnd();
  }

  /** The person has read up to here on another device. */
  readTo(/** @type {number} */ seq) {
    this.unread.readElsewhere(seq);
  }

  /** Names, places and roles of a person changed. */
  showPerson(/** @type {number} */ person, /** @type {any} */ card) {
    this.lines.showPerson(person, card);
  }

  /** Shows these lines in place of all others, as after a resync; what is on its way stays. */
  renew(/** @type {ParentNode} */ fresh, /** @type {DOMStringMap} */ rights, /** @type {number} */ head) {
    this.dataset.choices = rights.choices ?? "";
    this.lines.renew(fresh, head);
    this.unread.watch(this.list.children);
    this.earlier.watch();
    if (this.scroll.atEnd) this.scroll.toEnd();
  }

  /** Goes to the first line from there on, loading what lies between. @returns {Promise<HTMLElement | undefined>} */
  async goTo(/** @type {number} */ first) {
    await this.earlier.until(first);
    const line = [...this.list.querySelectorAll("li[data-seq]")].find((one) => Number(one.dataset.seq) >= first);
    if (!line) return;
    this.scroll.to(line);
    line.focus({ preventScroll: true });
    this.#showAbove();
    return line;
  }

  handleEvent(/** @type {MouseEvent} */ event) {
    const target = /** @type {HTMLElement} */ (event.target);
    const does = target.closest("[data-does]")?.dataset.does;
    const key = target.closest("[data-key]")?.dataset.key;
    if (target.closest("button.log-jump")) this.#toNewest();
    else if (does === "retry" || does === "discard") tell(this, does, { key });
    else if (does === "to-unread") this.goTo(this.unread.above ?? this.unread.first ?? 0);
    else if (does === "catch-up" || does === "dismiss") this.#answerMissed(target.closest(".missed"), does);
  }

  #settleIn() {
    this.lines.settle();
    this.unread.watch(this.list.children);
    this.earlier.watch();
    const start = this.unread.marker;
    this.scroll.toEnd();
    if (start && this.box.scrollHeight - start.offsetTop > this.box.clientHeight) this.scroll.to(start);
  }

  #prepend(/** @type {DocumentFragment} */ lines, /** @type {number} */ head) {
    const came = [...lines.children];
    const hadFocus = this.list.querySelector(".log__earlier")?.contains(document.activeElement);
    const wasFirst = /** @type {HTMLElement} */ (this.list.querySelector("[data-seq]"));
    this.scroll.keep(() => this.lines.prepend(lines, head));
    if (hadFocus) wasFirst.focus({ preventScroll: true });
    this.unread.watch(came);
  }

  #missed(/** @type {Element} */ line, /** @type {number} */ lastBefore) {
    this.#arrived += 1;
    this.unread.missed(line, lastBefore);
    this.#showPill();
  }

  /** A way back to what was passed by; the summary of what was missed has one of its own. */
  #showAbove() {
    if (!this.above) return;
    const { first = "", count } = this.above.dataset;
    const above = this.unread.above;
    this.above.hidden = !above || this.querySelector(".missed") !== null;
    this.above.textContent = above === Number(first) ? counted("unread-above", Number(count)) : phrase("to-unread");
  }

  #showPill() {
    this.#showAbove();
    if (!this.pill) return;
    if (this.scroll.atEnd) this.#arrived = 0;
    const far = this.box.scrollHeight - this.box.scrollTop - this.box.clientHeight > 1.5 * this.box.clientHeight;
    this.pill.hidden = this.scroll.atEnd || !(this.#arrived || far);
    this.pill.textContent = this.#arrived ? counted("new", this.#arrived) : phrase("to-the-end");
  }

  #toNewest() {
    this.scroll.toEnd();
    this.box.focus({ preventScroll: true });
  }

  #answerMissed(/** @type {any} */ summary, /** @type {string} */ does) {
    summary.remove();
    if (does === "catch-up") this.goTo(Number(summary.dataset.first));
    else this.box.focus({ preventScroll: true });
    this.#showAbove();
  }
}

/** What is told of a message to those who listen; one without a word may carry files. */
function heard(/** @type {Element} */ line) {
  return line.querySelector(".message__body")?.textContent.trim() || (line.querySelector(".files")?.ariaLabel ?? "");
}

customElements.define("room-log", RoomLog);
