/**
 * <thread-panel>: one message and the replies to it, beside the conversation. Loaded when it is opened,
 * then live; what one replies is shown at once, as in the room.
 *
 * | event out | detail |
 * |-----------|--------|
 * | `answer`  | `{thread, text, people?}` a reply |
 * | `said`, `retry`, `discard`, `trouble` | as of <room-log> |
 */

import { Earlier } from "./earlier.js";
import { Lines } from "./lines.js";
import { phrase } from "./phrases.js";
import { Scroll } from "./scroll.js";
import { fromServer, tell } from "./templates.js";
import { ThreadMemory } from "./thread-memory.js";
import { Waiting } from "./waiting.js";

class ThreadPanel extends HTMLElement {
  /** The seq of the message whose thread is open. @type {number | null} */ thread = null;
  /** What came while the thread is loading. @type {any[] | null} */ #held = null;
  /** Replies on their way, also of threads that are not open. @type {Map<string, any>} */ #underway = new Map();

  connectedCallback() {
    const room = /** @type {HTMLElement} */ (this.closest("[data-person]"));
    this.person = Number(room.dataset.person);
    this.box = /** @type {HTMLElement} */ (this.querySelector(".thread__log"));
    this.list = /** @type {HTMLElement} */ (this.querySelector(".thread__list"));
    this.heading = /** @type {HTMLElement} */ (this.querySelector("#thread-title"));
    this.note = /** @type {HTMLElement} */ (this.querySelector(".thread__note"));
    this.tab = /** @type {HTMLElement} */ (document.getElementById("tab-thread"));
    this.tab.hidden = true;
    this.memory = new ThreadMemory(room, this.dataset.url ?? "");
    this.waiting = new Waiting(this.list, this.person);
    this.scroll = new Scroll(this.box, this.list, () => {});
    this.addEventListener("click", this);
    for (const name of ["compose", "look-back", "writing"]) this.addEventListener(name, this);
  }

  disconnectedCallback() {
    this.scroll?.stop();
    this.earlier?.stop();
  }

  /** Shows the thread of a message; `to` is a reply to go to, `write` puts the caret into the box. */
  async open(/** @type {number} */ seq, { to = 0, write = false, quietly = false } = {}) {
    this.hidden = this.tab.hidden = false;
    if (!quietly) this.#side.show("thread");
    if (seq !== this.thread && !(await this.#load(seq))) return;
    if (quietly) this.#side.show("thread");
    const reply = to && this.list.querySelector(`li[data-seq="${to}"]`);
    if (reply) this.#find(reply);
    else this.scroll.toEnd();
    if (write) this.composer?.querySelector("textarea").focus();
    else if (!quietly && !reply) this.heading.focus({ preventScroll: true });
  }

  /** Opens the thread that was open before the page was loaded again. */
  resume() {
    const thread = this.memory.thread;
    if (thread) this.open(thread, { quietly: true });
  }

  /** Asks for the open thread again, as after a resync. */
  renew() {
    if (this.thread) this.#load(this.thread);
  }

  /** Takes an entry of the room's stream. */
  take(/** @type {any} */ item, /** @type {any} */ card, /** @type {any} */ people) {
    if (this.#held) this.#held.push([item, card, people]);
    else if (this.thread) this.#take(item, card, people);
  }

  /** Follows a reply on its way; one that fails is not lost from sight with its thread. */
  follow(/** @type {any} */ command, /** @type {any} */ card, /** @type {Date} */ now) {
    const isOver = command.state === "sent" || command.state === "discarded";
    if (isOver) this.#underway.delete(command.key);
    else this.#underway.set(command.key, [command, card, now]);
    if (this.thread === command.args.thread) this.#show(command, card, now);
    else if (command.state === "failed") this.#recall(command);
  }

  showPerson(/** @type {number} */ person, /** @type {any} */ card) {
    this.lines?.showPerson(person, card);
  }

  handleEvent(/** @type {any} */ event) {
    if (event.type === "click") return this.#clicked(event);
    event.stopPropagation();
    if (event.type === "compose") tell(this, "answer", { thread: this.thread, ...event.detail });
    else if (event.type === "look-back") this.#correctLast();
  }

  get composer() {
    return /** @type {any} */ (this.querySelector("chat-composer"));
  }

  get #side() {
    return /** @type {any} */ (this.closest("side-tabs"));
  }

  async #load(/** @type {number} */ seq) {
    this.#held = [];
    if (this.composer && seq !== this.thread) this.composer.hidden = true;
    this.dataset.choices = /** @type {HTMLElement | null} */ (document.querySelector("room-log"))?.dataset.choices;
    this.list.setAttribute("aria-busy", "true");
    try {
      const answer = await fetch(`${this.dataset.url}${seq}/lines`);
      if (!answer.ok || answer.redirected) throw new Error(String(answer.status));
      this.#fill(fromServer(await answer.text()), Number(answer.headers.get("Polylogue-Head")));
      return true;
    } catch {
      tell(this, "trouble", { text: phrase("no-thread") });
      if (!this.thread) this.#close();
      return false;
    } finally {
      this.#held = null;
      this.list.removeAttribute("aria-busy");
    }
  }

  #fill(/** @type {DocumentFragment} */ fresh, /** @type {number} */ head) {
    const root = /** @type {HTMLElement} */ (fresh.querySelector("li[data-seq]"));
    this.thread = Number(root.dataset.seq);
    this.list.replaceChildren(fresh);
    this.lines = new Lines(this.list, { person: this.person, head, thread: this.thread });
    this.lines.settle();
    this.earlier?.stop();
    this.earlier = new Earlier(this.box, this.list, `${this.dataset.url}${this.thread}/lines`,
      (lines, at) => this.scroll.keep(() => this.lines.prepend(lines, at)), () => tell(this, "trouble", { text: phrase("no-history") }));
    this.earlier.watch();
    for (const held of this.#held ?? []) this.#take(.../** @type {[any, any, any]} */ (held));
    for (const [command, card, now] of this.#underway.values()) if (command.args.thread === this.thread) this.#show(command, card, now);
    this.composer?.at(this.thread);
    this.memory.opened(this.thread, head);
    this.#showGone();
  }

  #take(/** @type {any} */ item, /** @type {any} */ card, /** @type {any} */ people) {
    const line = this.lines.take(item, card, people);
    this.#showGone();
    if (!line) return;
    this.waiting.arrived(line);
    this.memory.reached(item.seq);
    if (!line.matches("[data-own]")) tell(this, "said", { name: card.name, text: line.querySelector(".message__body").textContent });
  }

  #show(/** @type {any} */ command, /** @type {any} */ card, /** @type {Date} */ now) {
    if (this.waiting.follow(command, card, now, this.lines?.head ?? 0)) this.scroll.toEnd();
  }

  #recall(/** @type {any} */ { args, text }) {
    tell(this, "trouble", { text: [phrase("reply-not-sent"), text].filter(Boolean).join(" ") });
    if (!this.thread) this.open(args.thread, { quietly: true });
  }

  /** Nothing can be added below a message that is gone. */
  #showGone() {
    const isGone = Boolean(/** @type {HTMLElement | null} */ (this.list.querySelector("li[data-seq]"))?.dataset.gone);
    this.note.hidden = !isGone;
    this.note.textContent = isGone ? phrase("root-gone") : "";
    if (this.composer) this.composer.hidden = isGone;
  }

  #find(/** @type {any} */ reply) {
    this.scroll.to(reply);
    reply.focus({ preventScroll: true });
    reply.dataset.found = "";
  }

  #clicked(/** @type {MouseEvent} */ event) {
    const target = /** @type {HTMLElement} */ (event.target);
    const does = target.closest("[data-does]")?.dataset.does;
    if (does === "close-thread") this.#close();
    else if (does === "retry" || does === "discard") tell(this, does, { key: target.closest("[data-key]")?.dataset.key });
  }

  #close() {
    const root = document.getElementById(`message-${this.thread}`);
    this.thread = null;
    this.memory.closed();
    this.hidden = this.tab.hidden = true;
    this.#side.show("people");
    const sheet = /** @type {HTMLElement | null} */ (this.closest(":popover-open"));
    sheet?.hidePopover();
    root?.focus();
  }

  #correctLast() {
    const own = /** @type {HTMLElement[]} */ ([...this.list.querySelectorAll('li[id^="message-"][data-own][data-state="sent"]')]).pop();
    if (own) this.composer?.edit(Number(own.dataset.seq), own.dataset.text ?? "");
  }
}

customElements.define("thread-panel", ThreadPanel);
