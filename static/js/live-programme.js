/** Keeps "now" and "next" right: asks for the programme anew when something begins or ends. */

const LOOK_MS = 5_000;
const YEAR_SECONDS = 31_536_000;

/** When the server's "in so many seconds" is due by the clock of this machine. */
export function dueAt(/** @type {string | null} */ seconds, /** @type {number} */ now) {
  return seconds === null ? Infinity : now + Number(seconds) * 1000;
}

/** Tells the server the reader's zone, so that days and times are theirs. */
function rememberZone(/** @type {string} */ zone) {
  document.cookie = `time_zone=${zone}; path=/; max-age=${YEAR_SECONDS}; samesite=lax`;
}

class LiveProgramme extends (globalThis.HTMLElement ?? Object) {
  #due = Infinity;
  #timer = 0;

  connectedCallback() {
    this.#due = dueAt(this.getAttribute("changes-in"), Date.now());
    this.#timer = window.setInterval(() => this.#look(), LOOK_MS);
    document.addEventListener("visibilitychange", this);
    if (this.#isElsewhere()) this.#due = 0;
    this.#look();
  }

  disconnectedCallback() {
    window.clearInterval(this.#timer);
    document.removeEventListener("visibilitychange", this);
  }

  handleEvent() {
    this.#look();
  }

  #look() {
    if (Date.now() >= this.#due) void this.#ask();
  }

  /** The programme is not in the browser's zone, and the reader has chosen no other. */
  #isElsewhere() {
    const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
    if (!this.hasAttribute("follows-browser") || !zone || document.cookie.includes(`time_zone=${zone}`)) return false;
    rememberZone(zone);
    return zone !== this.getAttribute("zone");
  }

  /** The answer replaces this element; without one it looks again later. */
  async #ask() {
    const answer = await fetch(window.location.pathname, { headers: { "HX-Request": "true" } }).catch(() => null);
    if (answer?.ok && this.isConnected) this.outerHTML = await answer.text();
  }
}

globalThis.customElements?.define("live-programme", LiveProgramme);
