/** What the reader has seen of a log, and the marker where the new part begins. */

import { clone } from "./templates.js";

export class Unread {
  #inView = new Set();
  /** @type {number | null} */ first = null;
  /** Called when lines came into view. */
  looked = () => {};

  /** @param {HTMLElement} box @param {HTMLElement} list @param {number} read @param {(seq: number) => void} seen */
  constructor(box, list, read, seen) {
    this.box = box;
    this.list = list;
    this.read = read;
    this.seen = seen;
    this.observer = new IntersectionObserver((changes) => this.#looked(changes), { root: box });
    document.addEventListener("visibilitychange", this.#flush);
  }

  stop() {
    this.observer.disconnect();
    document.removeEventListener("visibilitychange", this.#flush);
  }

  /** Begins to watch the lines that are not read yet. */
  watch(/** @type {Iterable<Element>} */ lines) {
    for (const line of lines) if (seqOf(line) > this.read || seqOf(line) === this.first) this.observer.observe(line);
  }

  get marker() {
    return this.list.querySelector(":scope > .unread-marker");
  }

  /** The first unread line, for whoever has passed it by; null when it was seen. */
  get above() {
    if (!this.first) return null;
    const line = this.line;
    if (!line) return this.first;
    return line.getBoundingClientRect().bottom < this.box.getBoundingClientRect().top ? this.first : null;
  }

  /** The line where the new part begins, if it is loaded. */
  get line() {
    return /** @type {HTMLElement | null} */ (this.list.querySelector(`:scope > li[data-seq="${this.first}"]`));
  }

  /** Where the new part begins, as the server says. */
  begins(/** @type {number | null} */ first) {
    this.first = first;
  }

  /** A line came that the reader does not see: if all before was read, the new part begins here. */
  missed(/** @type {Element} */ line, /** @type {number} */ lastBefore) {
    if (this.read >= lastBefore) this.#mark(line);
  }

  /** The person has read up to here, on this device or another: the marker is never above that. */
  readElsewhere(/** @type {number} */ seq) {
    if (seq <= this.read) return;
    this.read = seq;
    if (!this.marker) return;
    const rest = [...this.list.querySelectorAll(".message[data-seq]:not([data-own])")];
    const first = rest.find((line) => seqOf(line) > seq);
    if (first) this.#mark(first);
    else this.marker.remove();
    if (!first) this.first = null;
  }

  #mark(/** @type {Element} */ line) {
    const marker = this.marker ?? clone("unread-template");
    line.before(marker);
    this.first = seqOf(line);
  }

  #looked(/** @type {IntersectionObserverEntry[]} */ changes) {
    for (const { target, isIntersecting } of changes) {
      if (isIntersecting) this.#inView.add(target);
      else this.#inView.delete(target);
    }
    this.#flush();
  }

  #flush = () => {
    if (document.hidden) return;
    const furthest = Math.max(0, ...[...this.#inView].map(seqOf));
    for (const line of this.#inView) this.observer.unobserve(line);
    if ([...this.#inView].some((line) => seqOf(line) === this.first)) this.first = null;
    this.#inView.clear();
    this.looked();
    if (furthest > this.read) {
      this.read = furthest;
      this.seen(furthest);
    }
  };
}

const seqOf = (/** @type {any} */ line) => Number(line.dataset.seq);
