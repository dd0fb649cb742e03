/** What is new elsewhere: counts beside the other rooms and on the way to the inbox. */

import { concernsMe } from "../elements/mentions.js";
import { phrase } from "../elements/phrases.js";

const SOON_MS = 1500;
/** With many people here, each asks less often: together some 25 times a second. */
const SHARE_MS = 40;
const LEAST_MS = 3000;
const FEW = 99;
const TELLING = new Set(["chat.message_posted", "chat.reply_posted", "questions.asked"]);
/** What may concern the reader: the server knows. */
const ASKING = new Set(["questions.approved", "questions.answered"]);

export function showNews(/** @type {any} */ page) {
  const { root, session, on } = page;
  const followed = new Set([Number(root.dataset.stream), Number(root.dataset.dialogueStream)]);
  const news = new News(root);
  on("crowd", (/** @type {any} */ { total }) => (news.people = total));
  session.addEventListener("welcome", (/** @type {any} */ { detail }) => {
    for (const { stream, head } of detail.streams) if (!followed.has(stream)) news.grew(stream, head);
  });
  session.addEventListener("heads", (/** @type {any} */ { detail }) => {
    for (const [stream, head] of Object.entries(detail.heads)) if (!followed.has(Number(stream))) news.grew(Number(stream), head);
  });
  session.addEventListener("position", () => news.look());
  session.addEventListener("entry", (/** @type {any} */ { detail }) => heard(page, news, detail));
  on("seen", () => news.owes && news.look());
}

/** An entry of this room that concerns the reader is told at once. */
function heard(/** @type {any} */ { root, part, isPast }, /** @type {News} */ news, /** @type {any} */ { item: { kind, by, data, seq }, card }) {
  const me = Number(root.dataset.person);
  if (ASKING.has(kind)) news.look();
  if (by === me || isPast(seq) || !TELLING.has(kind) || data.text === undefined) return;
  const isNamed = concernsMe(data.mentions);
  const isMine = data.root && (data.root.by === me || data.root.among.includes(me));
  if (isNamed) part("live-voice").tell(phrase("for-you", { name: card.name }));
  if (isNamed || isMine) news.more();
}

class News {
  /** @type {Map<number, number>} */ #heads = new Map();
  #timer = 0;
  #askedAt = -Infinity;
  people = 1;
  owes = false;

  constructor(/** @type {HTMLElement} */ root) {
    this.root = root;
    this.url = `/d/${root.dataset.slug}/unread`;
  }

  grew(/** @type {number} */ stream, /** @type {number} */ head) {
    const known = this.#heads.get(stream);
    this.#heads.set(stream, head);
    if (known !== undefined && head > known) this.look();
  }

  /** One more for the inbox, until the server says what is left of it once it was read. */
  more() {
    this.owes = true;
    for (const badge of this.root.querySelectorAll("[data-inbox-count]")) show(badge, Number.parseInt(numberOf(badge).textContent ?? "0") + 1);
    this.look();
  }

  /** Asks the server soon, but not too often. */
  look() {
    const pause = Math.max(LEAST_MS, this.people * SHARE_MS);
    const wait = Math.max(SOON_MS, this.#askedAt + pause - performance.now());
    this.#timer ||= setTimeout(() => this.#ask(), wait + (Math.random() * pause) / 2);
  }

  async #ask() {
    this.#timer = 0;
    this.#askedAt = performance.now();
    this.owes = false;
    try {
      const answer = await fetch(this.url);
      if (answer.ok && !answer.redirected) this.#show(await answer.json());
    } catch {
      // The next change asks again.
    }
  }

  #show(/** @type {{rooms: Record<string, number>, inbox: number}} */ { rooms, inbox }) {
    for (const badge of this.root.querySelectorAll("[data-inbox-count]")) show(badge, inbox);
    for (const badge of this.root.querySelectorAll("[data-unread-count]")) {
      const link = /** @type {HTMLElement} */ (badge.closest("[data-room]"));
      const count = rooms[link.dataset.room ?? ""] ?? 0;
      show(badge, count);
      link.toggleAttribute("data-unread", count > 0);
    }
  }
}

function show(/** @type {any} */ badge, /** @type {number} */ count) {
  badge.hidden = count === 0;
  numberOf(badge).textContent = count > FEW ? `${FEW}+` : String(count);
}

const numberOf = (/** @type {Element} */ badge) => /** @type {Element} */ (badge.querySelector("[data-number]"));
