/** Moving by pointer: a mouse or pen after four pixels, a finger after it rested; Escape lets go. */

const THRESHOLD_PX = 4;
const REST_MS = 350;
const EDGE_PX = 48;
const SCROLL_PX = 14;

export class Dragging {
  /** @type {{name: string, card: HTMLElement, x: number, y: number, pointer: number, isTouch: boolean} | null} */ #held = null;
  /** @type {HTMLElement | null} */ #ghost = null;
  /** @type {HTMLElement} */ #mark = document.createElement("li");
  #timer = 0;
  #isJustDone = false;

  constructor(/** @type {import("./lanes.js").Lanes} */ lanes) {
    this.lanes = lanes;
    this.#mark.className = "lane-mark";
    const { root } = lanes;
    root.addEventListener("pointerdown", (event) => this.#down(event));
    root.addEventListener("pointermove", (event) => this.#move(event));
    root.addEventListener("pointerup", (event) => this.#up(event));
    root.addEventListener("pointercancel", () => this.#end());
    root.addEventListener("click", (event) => this.#clicked(event), { capture: true });
    root.addEventListener("contextmenu", (event) => this.#ghost && event.preventDefault());
    root.addEventListener("touchmove", (event) => this.#ghost && event.preventDefault(), { passive: false });
    document.addEventListener("keydown", ({ key }) => key === "Escape" && this.#end());
  }

  #down(/** @type {PointerEvent} */ { target, button, clientX: x, clientY: y, pointerId: pointer, pointerType }) {
    const element = /** @type {HTMLElement} */ (target);
    const card = /** @type {HTMLElement | null} */ (element.closest("[data-name]"));
    const piece = this.lanes.board.pieces.get(card?.dataset.name ?? "");
    const isOther = element.closest("button:not([data-open]), form, a");
    if (button || !card || !piece || isOther || !this.lanes.board.me.may("place_pieces", piece)) return;
    const isTouch = pointerType === "touch";
    this.#held = { name: piece.name, card, x, y, pointer, isTouch };
    if (isTouch) this.#timer = setTimeout(() => this.#lift(), REST_MS);
  }

  #move(/** @type {PointerEvent} */ { clientX, clientY }) {
    if (!this.#held) return;
    const { x, y, isTouch } = this.#held;
    const isFar = Math.hypot(clientX - x, clientY - y) >= THRESHOLD_PX;
    if (!this.#ghost && isFar && isTouch) this.#end();
    else if (!this.#ghost && isFar) this.#lift();
    if (this.#ghost) this.#follow(clientX, clientY);
  }

  #lift() {
    if (!this.#held) return;
    const { card, pointer } = this.#held;
    const { width } = card.getBoundingClientRect();
    this.#ghost = /** @type {HTMLElement} */ (card.cloneNode(true));
    this.#ghost.className = "lane-ghost";
    this.#ghost.setAttribute("aria-hidden", "true");
    this.#ghost.inert = true;
    this.#ghost.style.setProperty("inline-size", `${width}px`);
    document.body.append(this.#ghost);
    card.toggleAttribute("data-lifted", true);
    this.lanes.root.setPointerCapture(pointer);
    this.#follow(this.#held.x, this.#held.y);
  }

  #follow(/** @type {number} */ x, /** @type {number} */ y) {
    this.#ghost?.style.setProperty("transform", `translate(${x}px, ${y}px)`);
    this.#scroll(x);
    const list = /** @type {HTMLElement | null} */ (this.#listAt(x, y));
    if (!list) return this.#mark.remove();
    const cards = [...list.children].filter((one) => one !== this.#mark && !one.hasAttribute("data-lifted"));
    const next = cards.find((one) => {
      const { top, height } = one.getBoundingClientRect();
      return y < top + height / 2;
    });
    if (next) next.before(this.#mark);
    else list.append(this.#mark);
  }

  #listAt(/** @type {number} */ x, /** @type {number} */ y) {
    const under = document.elementsFromPoint(x, y).filter((one) => this.lanes.root.contains(one));
    const column = under.find((one) => one.matches("[data-lane]"));
    const group = under.map((one) => one.closest('[data-kind="group"]')).find((one) => one && !one.hasAttribute("data-lifted"));
    const isGroup = this.#held && this.lanes.board.pieces.get(this.#held.name)?.kind === "group";
    return (group && !isGroup ? group : column)?.querySelector("[data-list]") ?? null;
  }

  #scroll(/** @type {number} */ x) {
    const { place } = this.lanes;
    const { left, right } = place.getBoundingClientRect();
    if (x < left + EDGE_PX) place.scrollBy(-SCROLL_PX, 0);
    else if (x > right - EDGE_PX) place.scrollBy(SCROLL_PX, 0);
  }

  #up(/** @type {PointerEvent} */ event) {
    if (this.#ghost && this.#held) {
      this.#follow(event.clientX, event.clientY);
      this.#drop(this.#held.name);
      this.#isJustDone = true;
      setTimeout(() => (this.#isJustDone = false), 0);
    }
    this.#end();
  }

  #drop(/** @type {string} */ name) {
    const list = this.#mark.parentElement;
    if (!list) return;
    const { board } = this.lanes;
    let before = /** @type {HTMLElement | null} */ (this.#mark.previousElementSibling);
    if (before?.dataset.name === name) before = /** @type {HTMLElement | null} */ (before.previousElementSibling);
    const group = /** @type {HTMLElement | null} */ (list.closest('[data-kind="group"]'))?.dataset.name ?? "";
    const lane = list.closest("[data-lane]")?.getAttribute("data-lane") ?? "";
    const piece = /** @type {any} */ (board.pieces.get(name));
    if (group !== piece.group && board.me.may("group_pieces", piece) && piece.kind !== "group") board.do("group_pieces", { pieces: [name], group });
    this.lanes.put(name, lane, before?.dataset.name ?? "");
  }

  #end() {
    clearTimeout(this.#timer);
    this.#ghost?.remove();
    this.#mark.remove();
    this.#held?.card.toggleAttribute("data-lifted", false);
    [this.#ghost, this.#held] = [null, null];
  }

  /** What ends a drag opens nothing. */
  #clicked(/** @type {Event} */ event) {
    if (!this.#isJustDone) return;
    event.preventDefault();
    event.stopPropagation();
  }
}
