/** Parts of the page, or all of it, asked from the server again. */

import { tell } from "../elements/templates.js";
import { cursorsOf } from "./cursors.js";

const SPREAD_MS = 2000;
/** With many people here they do not all ask at once: some forty a second. */
const SHARE_MS = 25;

export class Renewal {
  #timer = 0;
  #all = false;

  constructor(/** @type {any} */ page) {
    this.page = page;
    page.signal.addEventListener("abort", () => clearTimeout(this.#timer));
  }

  /** What stands around the conversation; spread over time, because everybody's page does it. */
  around() {
    const spread = Math.max(SPREAD_MS, SHARE_MS * Number(this.page.root.dataset.people ?? 0));
    this.#timer ||= setTimeout(() => this.#renew(), Math.random() * spread);
  }

  /** What one person's page shows of their own rights: nobody else asks at this moment. */
  now() {
    clearTimeout(this.#timer);
    this.#renew();
  }

  /** The conversation too; the session then continues from what the page shows. */
  everything() {
    this.#all = true;
    this.around();
  }

  async #renew() {
    this.#timer = 0;
    const all = this.#all;
    this.#all = false;
    try {
      const answer = await fetch(location.pathname);
      if (!answer.ok || answer.redirected) throw new Error(String(answer.status));
      this.#show(new DOMParser().parseFromString(await answer.text(), "text/html"), all);
    } catch {
      if (this.page.signal.aborted) return;
      this.#all ||= all;
      this.#timer = setTimeout(() => this.#renew(), 2 * SPREAD_MS);
    }
  }

  #show(/** @type {Document} */ fresh, /** @type {boolean} */ all) {
    const { root, session, part, signal } = this.page;
    if (signal.aborted) return;
    for (const old of root.querySelectorAll("[data-part]")) this.#replace(old, fresh);
    part("room-log").dataset.choices = fresh.querySelector("room-log")?.getAttribute("data-choices") ?? "";
    tell(root, "renewed", { fresh, all });
    if (!all) return;
    const room = /** @type {HTMLElement} */ (fresh.getElementById("room"));
    const cursors = cursorsOf(room);
    const log = /** @type {HTMLElement} */ (fresh.querySelector("room-log"));
    Object.assign(root.dataset, { card: room.dataset.card });
    part("room-log").renew(log.querySelector(".log__list"), log.dataset, Math.max(cursors[0].seq, Number(log.dataset.head)));
    part("thread-panel")?.renew();
    for (const cursor of cursors) session.follow(cursor);
  }

  /** What is being written stays: the composer is only changed if it opens or closes. What is not for these eyes any more goes. */
  #replace(/** @type {HTMLElement} */ old, /** @type {Document} */ fresh) {
    const name = old.dataset.part;
    const made = fresh.querySelector(`[data-part="${name}"]`);
    const isSame = name?.endsWith("composer") && Boolean(old.querySelector("form")) && Boolean(made?.querySelector("form"));
    if (!isSame) old.replaceChildren(...(made ? document.importNode(made, true).childNodes : []));
  }
}
