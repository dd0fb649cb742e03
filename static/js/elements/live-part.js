/**
 * A part of the page that the server makes: asked for anew soon after something changed, and by the
 * forms in it, whose answer it is. Without a script the same forms lead to whole pages.
 */

import { Askings } from "./askings.js";
import { FormKeys } from "./form-keys.js";
import { keepsake } from "./keepsake.js";
import { phrase } from "./phrases.js";
import { Said } from "./said.js";
import { fromServer } from "./templates.js";
import { toast } from "./toasts.js";

const SOON_MS = 150;
const AGAIN_MS = 4000;
const OURS = { headers: { "HX-Request": "true" } };

export class LivePart {
  #timer = 0;
  #due = Infinity;
  #askings = new Askings();
  #sending = 0;
  #keys = new FormKeys();
  #said = new Said();

  /**
   * @param {HTMLElement} part
   * @param {object} [options]
   * @param {() => void} [options.shown] after each time that it is fresh
   * @param {AbortSignal} [options.signal] ends it
   */
  constructor(part, { shown = () => {}, signal } = {}) {
    this.part = part;
    this.shown = shown;
    this.signal = signal;
    signal?.addEventListener("abort", () => clearTimeout(this.#timer));
  }

  /** Asks for it again in a moment, once for all that happens until then. */
  soon(ms = SOON_MS) {
    const due = performance.now() + ms;
    if (due >= this.#due) return;
    clearTimeout(this.#timer);
    this.#due = due;
    this.#timer = window.setTimeout(() => void this.renew(), ms);
  }

  async renew() {
    this.#due = Infinity;
    if (this.#sending) return this.soon();
    const isLatest = this.#askings.begin();
    try {
      const answer = await fetch(this.part.dataset.url ?? "", OURS);
      if (!answer.ok || answer.redirected) throw new Error(String(answer.status));
      const html = await answer.text();
      if (isLatest()) this.#show(html, { isNews: true });
    } catch {
      if (isLatest() && !this.signal?.aborted) this.soon(AGAIN_MS);
    }
  }

  /** Sends a form of this part; a page that it leads to is gone to. What comes meanwhile waits: the answer is fresher. */
  async send(/** @type {HTMLFormElement} */ form, /** @type {HTMLElement | null} */ submitter) {
    const said = new FormData(form, submitter);
    const to = form.getAttribute("action") ?? "";
    const key = this.#keys.begin(to, said);
    if (!key) return; // a double click
    said.set("key", key);
    let status = 0;
    const isLatest = this.#askings.begin();
    this.#sending++;
    submitter?.setAttribute("aria-busy", "true");
    try {
      const answer = await fetch(to, { ...OURS, method: "POST", body: said });
      if (answer.redirected) {
        status = answer.status;
        return location.assign(answer.url);
      }
      const html = await answer.text();
      status = answer.status;
      if (answer.ok) form.reset();
      if (isNote(html)) toast(wordsOf(html));
      else if (isLatest()) this.#show(html);
    } catch {
      toast(phrase("not-reached"));
    } finally {
      this.#keys.ended(to, said, status);
      this.#sending--;
      submitter?.removeAttribute("aria-busy");
    }
  }

  /** What was said of the deed before goes with the next one, and with news once it was read. */
  #show(/** @type {string} */ html, { isNews = false } = {}) {
    if (this.signal?.aborted) return;
    const putBack = keepsake(this.part);
    const said = this.part.querySelector("[data-said]");
    const content = fromServer(html);
    const keepsSaid = isNews && !this.#said.isRead;
    if (keepsSaid && said) content.querySelector("[data-said]")?.replaceWith(said);
    if (!keepsSaid) document.querySelector(".messages")?.remove();
    if (!isNews) this.#said.again();
    this.part.replaceChildren(content);
    putBack(this.part);
    this.shown();
    if (!isNews) this.part.querySelector("[data-refused]")?.scrollIntoView({ block: "nearest" });
  }
}

const isNote = (/** @type {string} */ html) => html.trimStart().startsWith('<div class="toast"');
const wordsOf = (/** @type {string} */ html) => fromServer(html).querySelector(".toast__text")?.textContent ?? "";
