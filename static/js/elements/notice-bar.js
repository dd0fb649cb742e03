/** <notice-bar>: what the crew wrote to this group last, until the reader puts it away on this device. */

const KEPT_SECONDS = 86_400;

class NoticeBar extends HTMLElement {
  connectedCallback() {
    const room = /** @type {HTMLElement} */ (this.closest("[data-stream]"));
    this.cookie = `notice_${room.dataset.stream}`;
    this.addEventListener("click", this);
    if (document.cookie.split("; ").includes(`${this.cookie}=${this.dataset.seq}`)) this.hidden = true;
  }

  disconnectedCallback() {
    this.removeEventListener("click", this);
  }

  show(/** @type {{seq: number, at: string, data: {text: string}}} */ { seq, at, data }, /** @type {string} */ by) {
    if (seq <= Number(this.dataset.seq)) return;
    this.dataset.seq = String(seq);
    this.#words(".announcement__words").textContent = data.text;
    this.#words(".announcement__by").textContent = by;
    this.#words("local-time").setAttribute("datetime", at);
    this.hidden = false;
  }

  /** What it said was removed. */
  forget(/** @type {number} */ seq) {
    if (seq !== Number(this.dataset.seq)) return;
    this.hidden = true;
    this.#words(".announcement__words").textContent = "";
  }

  handleEvent(/** @type {MouseEvent} */ event) {
    if (!(/** @type {Element} */ (event.target).closest("button"))) return;
    document.cookie = `${this.cookie}=${this.dataset.seq}; path=/d/; max-age=${KEPT_SECONDS}; samesite=lax`;
    this.hidden = true;
  }

  #words(/** @type {string} */ name) {
    return /** @type {HTMLElement} */ (this.querySelector(name));
  }
}

customElements.define("notice-bar", NoticeBar);
