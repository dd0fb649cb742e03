/** Where the reader is in a scrolling list: stays at the end if there, never moves what is being read. */

const NEAR_END_PX = 60;

export class Scroll {
  atEnd = true;
  #top = 0;

  /** @param {HTMLElement} box @param {HTMLElement} list @param {() => void} moved */
  constructor(box, list, moved) {
    this.box = box;
    this.list = list;
    this.moved = moved;
    this.observer = new ResizeObserver(() => this.atEnd && this.toEnd());
    this.observer.observe(box);
    this.observer.observe(list);
    box.addEventListener("scroll", this.#scrolled, { passive: true });
  }

  stop() {
    this.observer.disconnect();
    this.box.removeEventListener("scroll", this.#scrolled);
  }

  toEnd() {
    this.atEnd = true;
    this.box.scrollTop = this.box.scrollHeight;
    this.#top = this.box.scrollTop;
    this.moved();
  }

  /** Lets go of the end: what comes is put below what is in view. */
  stay() {
    this.atEnd = false;
  }

  /** Brings a line near the top of the view. */
  to(/** @type {Element} */ line) {
    this.atEnd = false;
    line.scrollIntoView({ block: "start" });
    this.box.scrollTop -= this.box.clientHeight / 8;
  }

  /** Does a change above the view without moving what is in it. */
  keep(/** @type {() => void} */ change) {
    const held = this.#firstInView();
    const before = held?.getBoundingClientRect().top ?? 0;
    change();
    if (held && !this.atEnd) this.box.scrollTop += held.getBoundingClientRect().top - before;
  }

  #firstInView() {
    const top = this.box.getBoundingClientRect().top;
    const lines = /** @type {NodeListOf<HTMLElement>} */ (this.list.querySelectorAll(":scope > [data-seq]"));
    let [low, high] = [0, lines.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (lines[middle].getBoundingClientRect().bottom > top) high = middle;
      else low = middle + 1;
    }
    return lines[low];
  }

  /** Only who scrolls up leaves the end: lines that came since then have moved the end, not the reader. */
  #scrolled = () => {
    const { scrollHeight, scrollTop, clientHeight } = this.box;
    const isNear = scrollHeight - scrollTop - clientHeight < NEAR_END_PX;
    this.atEnd = isNear || (this.atEnd && scrollTop >= this.#top);
    this.#top = scrollTop;
    this.moved();
  };
}
