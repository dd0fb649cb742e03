/**
 * <draft-keeper>: has the server keep what stands in its form, a moment after each change, so that a
 * page that is closed or a phone that dies loses nothing. Without it the form works as it is.
 */

const PAUSE_MS = 700;
const AGAIN_MS = 4_000;

class DraftKeeper extends HTMLElement {
  #timer = 0;
  #changed = false;
  #over = false;
  /** @type {AbortController | null} */
  #under = null;

  connectedCallback() {
    for (const name of ["input", "change", "submit"]) this.addEventListener(name, this);
    window.addEventListener("pagehide", this);
    window.addEventListener("beforeunload", this);
    if (this.#wasTypedIn()) this.#wait(PAUSE_MS);
  }

  /** Somebody was quicker than the page. */
  #wasTypedIn() {
    const fields = /** @type {HTMLTextAreaElement[]} */ ([...this.querySelectorAll("textarea, input:not([type=hidden])")]);
    return fields.some(({ value, defaultValue }) => value !== defaultValue);
  }

  disconnectedCallback() {
    window.clearTimeout(this.#timer);
    window.removeEventListener("pagehide", this);
    window.removeEventListener("beforeunload", this);
  }

  handleEvent(/** @type {Event} */ event) {
    if (event.type === "submit") this.#end();
    else if (event.type === "pagehide") this.#leave();
    else if (event.type === "beforeunload") this.#hold(event);
    else this.#wait(PAUSE_MS);
  }

  #wait(/** @type {number} */ ms) {
    this.#changed = true;
    window.clearTimeout(this.#timer);
    if (!this.#over) this.#timer = window.setTimeout(() => this.#keep(), ms);
  }

  /** One at a time, so that what was typed later is kept later. */
  async #keep() {
    if (this.#under) return this.#wait(PAUSE_MS);
    this.#under = new AbortController();
    this.#changed = false;
    const answer = await this.#send({ signal: this.#under.signal }).catch(() => null);
    this.#under = null;
    if (this.#over) return;
    if (!answer || answer.status === 429 || answer.status >= 500) {
      this.#say("waits");
      this.#wait(AGAIN_MS);
    } else if (answer.ok) {
      if (!this.#changed) this.#say("kept");
    } else {
      this.#over = true;
      this.#say(answer.status === 409 ? "elsewhere" : "refused");
    }
  }

  #send(/** @type {RequestInit} */ how) {
    const body = new FormData(this.#form);
    body.set("key", crypto.randomUUID());
    return fetch(/** @type {string} */ (this.dataset.url), { method: "POST", body, redirect: "error", ...how });
  }

  /** It is being saved for good: nothing that is under way may come after that. */
  #end() {
    this.#over = true;
    window.clearTimeout(this.#timer);
    this.#under?.abort();
  }

  #leave() {
    if (this.#changed && !this.#over) void this.#send({ keepalive: true }).catch(() => null);
  }

  #hold(/** @type {Event} */ event) {
    if (this.#changed && !this.#over && !navigator.onLine) event.preventDefault();
  }

  get #form() {
    return /** @type {HTMLFormElement} */ (this.querySelector("form"));
  }

  #say(/** @type {string} */ what) {
    const place = /** @type {HTMLElement} */ (this.querySelector("[data-part=state]"));
    const words = this.dataset[what] ?? "";
    if (place.textContent !== words) place.textContent = words;
  }
}

customElements.define("draft-keeper", DraftKeeper);
