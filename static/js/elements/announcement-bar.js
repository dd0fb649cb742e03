/** <announcement-bar>: the latest announcement, until the reader puts it away (kept in a cookie, so that the server knows). */

const KEPT_SECONDS = 86_400;

class AnnouncementBar extends HTMLElement {
  connectedCallback() {
    const room = /** @type {HTMLElement} */ (this.closest("[data-slug]"));
    this.cookie = `announcement_${room.dataset.dialogueStream}`;
    this.path = `/d/${room.dataset.slug}/`;
    this.addEventListener("click", this);
  }

  disconnectedCallback() {
    this.removeEventListener("click", this);
  }

  show(/** @type {{seq: number, at: string, data: {text: string}}} */ { seq, at, data }, /** @type {string} */ by) {
    if (seq <= Number(this.dataset.seq)) return;
    this.dataset.seq = String(seq);
    this.querySelector(".announcement__words").textContent = data.text;
    this.querySelector(".announcement__by").textContent = by;
    this.querySelector("local-time").setAttribute("datetime", at);
    this.hidden = false;
  }

  handleEvent(/** @type {MouseEvent} */ event) {
    if (!(/** @type {Element} */ (event.target).closest("button"))) return;
    document.cookie = `${this.cookie}=${this.dataset.seq}; path=${this.path}; max-age=${KEPT_SECONDS}; samesite=lax`;
    this.hidden = true;
    /** @type {HTMLElement | null} */ (document.querySelector("#composer-input"))?.focus();
  }
}

customElements.define("announcement-bar", AnnouncementBar);
