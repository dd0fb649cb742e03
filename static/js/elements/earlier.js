/** Earlier lines of a log, asked from the server page by page as the reader goes up. */

import { fromServer } from "./templates.js";

const AHEAD_PX = 800;

export class Earlier {
  #asking = false;

  /**
   * @param {HTMLElement} box
   * @param {HTMLElement} list
   * @param {string} url
   * @param {(lines: DocumentFragment, head: number) => void} found
   * @param {() => void} failed
   */
  constructor(box, list, url, found, failed) {
    Object.assign(this, { list, url, found, failed });
    this.observer = new IntersectionObserver(
      (changes) => changes.some((change) => change.isIntersecting) && this.load(),
      { root: box, rootMargin: `${AHEAD_PX}px 0px 0px` },
    );
    list.addEventListener("click", this.#clicked);
  }

  stop() {
    this.observer.disconnect();
    this.list.removeEventListener("click", this.#clicked);
  }

  /** Loads a page as soon as the reader comes near it. */
  watch() {
    this.observer.disconnect();
    const more = this.list.querySelector(".log__earlier");
    if (more) this.observer.observe(more);
  }

  /** Loads until the line with this seq is there, or everything is. */
  async until(/** @type {number} */ seq) {
    const isThere = () => (Number(this.list.querySelector("[data-seq]")?.dataset.seq) || Infinity) <= seq;
    while (!isThere() && (await this.load(true)));
  }

  /** @returns {Promise<boolean>} whether something came */
  async load(/** @type {boolean} */ more = false) {
    const before = this.list.querySelector(".log__earlier a")?.dataset.before;
    if (!before || this.#asking) return false;
    this.#asking = true;
    this.list.setAttribute("aria-busy", "true");
    try {
      const answer = await fetch(`${this.url}?before=${before}${more ? "&more=1" : ""}`);
      if (!answer.ok || answer.redirected) throw new Error(String(answer.status));
      this.found(fromServer(await answer.text()), Number(answer.headers.get("Polylogue-Head")));
      return true;
    } catch {
      this.failed();
      return false;
    } finally {
      this.#asking = false;
      this.list.removeAttribute("aria-busy");
      this.watch();
    }
  }

  #clicked = (/** @type {MouseEvent} */ event) => {
    if (/** @type {Element} */ (event.target).closest(".log__earlier a")) {
      event.preventDefault();
      this.load();
    }
  };
}
