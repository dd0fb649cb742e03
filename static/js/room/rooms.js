/**
 * The rooms that a page shows one after the other, while its line stays: whoever is taken to another
 * room finds it here at once. Its page is made of one that was fetched before, of no room in particular.
 */

import { keepNote } from "../elements/kept-notes.js";
import { phrase } from "../elements/phrases.js";
import { Blank } from "./blank.js";

export class Rooms {
  #shown = new AbortController();
  #seq = 0;

  /**
   * @param {HTMLElement} root the room that the page came with
   * @param {(root: HTMLElement, head: number, signal: AbortSignal) => {page: any, renewal: any}} show
   */
  constructor(root, show) {
    this.root = root;
    this.show = show;
    this.blank = new Blank(root);
    this.#seq = Number(root.dataset.placeSeq ?? 0);
    this.#begin(0);
  }

  /** Shows the room of a `moved` frame, which the session follows already. */
  take(/** @type {any} */ moved) {
    this.#seq = Math.max(this.#seq, moved.seq);
    if (moved.room === Number(this.root.dataset.room)) return;
    const fresh = this.blank.of(moved);
    if (fresh) this.#swap(fresh, moved);
    else this.#go(moved.room);
  }

  /** The place that the server names on a new line: the page may have missed that it was taken there. */
  compare(/** @type {number | null} */ room, /** @type {number} */ seq) {
    if (!room || seq <= this.#seq) return;
    this.#seq = seq;
    if (room !== Number(this.root.dataset.room)) this.#go(room);
  }

  #go(/** @type {number} */ room) {
    location.assign(this.#address(room));
  }

  #swap(/** @type {HTMLElement} */ fresh, /** @type {any} */ moved) {
    const wrote = this.root.contains(document.activeElement) && Boolean(document.activeElement?.closest("chat-composer"));
    this.#keepBegun();
    this.#shown.abort();
    this.#shown = new AbortController();
    this.root.replaceWith(fresh);
    this.root = fresh;
    history.replaceState(null, "", this.#address(moved.room));
    document.title = document.title.replace(/^.*? · /, () => `${moved.title} · `);
    const { page, renewal } = this.#begin(moved.head);
    if (moved.after > 0) renewal.everything();
    else renewal.around();
    page.part("live-voice").tell(phrase("taken-to", { room: moved.title }));
    const place = wrote ? page.part("chat-composer[data-main] textarea") : page.part("#room-title");
    place?.focus({ preventScroll: true });
  }

  /** What was begun in a group waits where its person may never be again. */
  #keepBegun() {
    const { kind, stream } = this.root.dataset;
    const box = /** @type {HTMLTextAreaElement | null} */ (this.root.querySelector("chat-composer[data-main] textarea"));
    if (kind === "group" && box?.value.trim()) keepNote({ key: `begun-${stream}`, words: box.value, said: "begun-there" });
  }

  #begin(/** @type {number} */ head) {
    this.root.addEventListener("groups-ahead", () => this.blank.soon());
    return this.show(this.root, head, this.#shown.signal);
  }

  #address(/** @type {number} */ room) {
    return `/d/${this.root.dataset.slug}/rooms/${room}/`;
  }
}

/** The session as the page of one room uses it: what that listens to ends with it. */
export function whileShown(/** @type {any} */ session, /** @type {AbortSignal} */ signal) {
  return new Proxy(session, {
    get(target, name) {
      if (name === "addEventListener") return (/** @type {string} */ type, /** @type {any} */ act) => target.addEventListener(type, act, { signal });
      const value = Reflect.get(target, name);
      return typeof value === "function" ? value.bind(target) : value;
    },
  });
}
