/** A canvas shared with others: one's own hand goes out, theirs are shown; one follows somebody, or leads. */

import { phrase } from "../../elements/phrases.js";
import { clone } from "../../elements/templates.js";
import { Others } from "./others.js";
import { Pointing } from "./pointing.js";

const KEPT = "polylogue.hands";

/** @typedef {import("./canvas.js").Canvas} Canvas @typedef {import("../../live/session.js").LiveSession} LiveSession */

export class Together {
  /** @type {number | null} */ #following = null;
  /** Whom one does not want to be led by, until somebody leads anew. @type {number | null} */ #declined = null;
  #leads = false;

  /** @param {Canvas} canvas @param {LiveSession} session */
  constructor(canvas, session) {
    const { board, scene, part } = canvas;
    this.canvas = canvas;
    this.others = new Others(part("over"), scene, session.person);
    this.pointing = new Pointing(
      (doing) => session.hand(board.stream, doing),
      (name) => {
        const piece = board.pieces.get(name);
        return piece !== undefined && !piece.isPrivate && !piece.isPending;
      },
    );
    this.#hear(session);
    this.#say();
    this.#buttons();
    this.turn(localStorage.getItem(KEPT) !== "off");
  }

  #hear(/** @type {LiveSession} */ session) {
    const { board } = this.canvas;
    session.addEventListener("hands", (/** @type {any} */ { detail }) => {
      if (detail.stream !== board.stream || !this.pointing.isOn) return;
      this.pointing.paceMs = detail.pace_ms ?? 100;
      this.others.take(detail);
    });
    session.addEventListener("status", (/** @type {any} */ { detail }) => detail.state === "live" || this.others.clear());
    session.addEventListener("welcome", () => this.#again());
    board.addEventListener("change", (/** @type {any} */ { detail }) => {
      if (detail.all) this.#again();
      else this.pointing.does({ chosen: [...this.canvas.choice.names] });
    });
    this.others.addEventListener("change", () => this.#changed());
    this.canvas.addEventListener("renewed", () => this.others.show());
  }

  #again() {
    this.pointing.isShown = !this.canvas.board.rules.hides_hands;
    this.canvas.root.toggleAttribute("data-hands-hidden", !this.pointing.isShown);
    this.pointing.again();
  }

  #say() {
    const { canvas, pointing } = this;
    const at = (/** @type {any} */ { x, y }) => /** @type {[number, number]} */ ([Math.round(x), Math.round(y)]);
    canvas.addEventListener("pointed", (/** @type {any} */ { detail }) => pointing.does({ at: at(detail) }));
    canvas.addEventListener("grabbed", (/** @type {any} */ { detail }) => pointing.does({ at: at(detail), held: at(detail) }));
    canvas.addEventListener("dropped", () => pointing.does({ held: null }));
    canvas.stage.addEventListener("pointerleave", () => pointing.does({ at: null }));
    canvas.choice.addEventListener("change", () => pointing.does({ chosen: [...canvas.choice.names] }));
    canvas.addEventListener("looked", () => this.follow(null));
    canvas.addEventListener("shown", () => pointing.does({ view: this.view }));
    document.addEventListener("focusin", (/** @type {any} */ { target }) => target.dataset.field && pointing.does({ writing: [target.dataset.piece, target.dataset.field] }));
    document.addEventListener("focusout", (/** @type {any} */ { target }) => target.dataset.field && pointing.does({ writing: null }));
    document.addEventListener("visibilitychange", () => document.hidden && pointing.does({ at: null }));
  }

  /** What one sees. */
  get view() {
    const { x, y, w, h } = this.canvas.camera.view;
    return [x, y, Math.max(1, w), Math.max(1, h)].map(Math.round);
  }

  #buttons() {
    const { root } = this.canvas;
    root.addEventListener("click", (event) => {
      const button = /** @type {HTMLElement} */ (event.target).closest("button");
      if (button?.dataset.follow) this.follow(Number(button.dataset.follow));
      else if (button?.dataset.together === "hands") this.turn(!this.pointing.isOn);
      else if (button?.dataset.together === "lead") this.lead(!this.#leads);
      else if (button?.dataset.together === "alone") this.#decline();
    });
  }

  /** Not to be seen, and not to see; kept for the next time. */
  turn(/** @type {boolean} */ isOn) {
    localStorage.setItem(KEPT, isOn ? "on" : "off");
    this.pointing.turn(isOn);
    if (!isOn) this.others.clear();
    this.#show();
  }

  /** Has everybody see what one sees, until one ends it. */
  lead(/** @type {boolean} */ leads) {
    this.#leads = leads;
    if (leads && !this.pointing.isOn) this.turn(true);
    this.pointing.does({ leads, view: this.view });
    this.#show();
  }

  follow(/** @type {number | null} */ person) {
    if (person === null && this.#following !== null && this.#following === this.others.leader) this.#declined = this.#following;
    this.#following = person;
    this.#changed();
  }

  #decline() {
    this.#declined = this.others.leader;
    this.follow(null);
  }

  #changed() {
    const { leader, hands } = this.others;
    if (leader === null) this.#declined = null;
    if (leader !== null && leader !== this.#declined) this.#following = leader;
    const led = this.#following === null ? null : hands.get(this.#following);
    if (!led?.view) this.#following = null;
    else this.goTo(led.view);
    this.others.show();
    this.#show();
  }

  goTo(/** @type {number[]} */ [x, y, w, h]) {
    const { camera } = this.canvas;
    const before = JSON.stringify(camera);
    camera.fit({ x, y, w, h }, { most: 3, margin: 0 });
    if (JSON.stringify(camera) !== before) this.canvas.moved();
  }

  #show() {
    const { part, root } = this.canvas;
    const { hands } = this.others;
    const press = (/** @type {string} */ name, /** @type {boolean} */ isOn) => root.querySelector(`[data-together="${name}"]`)?.setAttribute("aria-pressed", String(isOn));
    press("hands", this.pointing.isOn);
    press("lead", this.#leads);
    part("led").hidden = this.#following === null;
    const isLed = this.#following !== null && this.#following === this.others.leader;
    const name = this.#following === null ? "" : this.others.nameOf(this.#following);
    const words = name ? phrase(isLed ? "canvas-led" : "canvas-follows", { name }) : "";
    if (part("led-words").textContent !== words) part("led-words").textContent = words;
    part("people-count").textContent = hands.size ? String(hands.size) : "";
    const list = part("people");
    if (list.dataset.shown === [...hands.keys()].join()) return;
    list.dataset.shown = [...hands.keys()].join();
    list.replaceChildren(...[...hands.keys()].map((person) => this.#person(person)));
    part("nobody").hidden = hands.size > 0;
  }

  #person(/** @type {number} */ person) {
    const item = clone("canvas-person");
    const name = this.others.nameOf(person);
    item.querySelector("[data-part=name]").textContent = name;
    const button = item.querySelector("button");
    button.dataset.follow = String(person);
    button.setAttribute("aria-label", phrase("canvas-follow", { name }));
    return item;
  }
}
