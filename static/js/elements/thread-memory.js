/** Which thread is open, kept through a reload; and how far it is read, told to the server. */

const READ_MS = 1000;

export class ThreadMemory {
  #seq = 0;
  #timer = 0;
  /** @type {number | null} */ #thread = null;

  /** @param {HTMLElement} room @param {string} url of the threads of the room */
  constructor(room, url) {
    this.name = `polylogue.thread.${room.dataset.person}.${room.dataset.stream}`;
    this.csrf = room.dataset.csrf ?? "";
    this.url = url;
  }

  /** The thread to open again; none where it would cover the conversation. */
  get thread() {
    const isBeside = matchMedia("(width >= 56rem)").matches;
    return isBeside ? Number(sessionStorage.getItem(this.name)) : 0;
  }

  opened(/** @type {number} */ thread, /** @type {number} */ seq) {
    this.#thread = thread;
    sessionStorage.setItem(this.name, String(thread));
    this.reached(seq);
  }

  closed() {
    this.#thread = null;
    clearTimeout(this.#timer);
    this.#timer = 0;
    sessionStorage.removeItem(this.name);
  }

  /** Everything up to here was shown. */
  reached(/** @type {number} */ seq) {
    this.#seq = seq;
    this.#timer ||= setTimeout(() => this.#tell(), READ_MS);
  }

  #tell() {
    this.#timer = 0;
    if (document.hidden) document.addEventListener("visibilitychange", () => this.#tell(), { once: true });
    else if (this.#thread) this.#post(`${this.url}${this.#thread}/read/${this.#seq}`);
  }

  /** A position that gets lost is told with the next one. */
  #post(/** @type {string} */ url) {
    fetch(url, { method: "POST", headers: { "X-CSRFToken": this.csrf } }).catch(() => {});
  }
}
