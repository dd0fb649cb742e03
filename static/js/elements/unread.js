/** What the reader has seen of a log, and the marker where the new part begins. */

import { clone } from "./templates.js";

export class Unread {
  #inView = new Set();

  /** @param {HTMLElement} box @param {HTMLElement} list @param {number} read @param {(seq: number) => void} seen */
  constructor(box, list, read, seen) {
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
    for (const line of lines) if (seqOf(line) > this.read) this.observer.observe(line);
  }

  get marker() {
    return this.list.querySelector(":scope > .unread-marker");
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
  }

  #mark(/** @type {Element} */ line) {
    const marker = this.marker ?? clone("unread-template");
    line.before(marker);
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
    this.#inView.clear();
    if (furthest > this.read) {
      this.read = furthest;
      this.seen(furthest);
    }
  };
}

const seqOf = (/** @type {any} */ line) => Number(line.dataset.seq);
