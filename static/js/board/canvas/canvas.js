/**
 * The free canvas of a board: one of its views. Pieces near what is seen are elements in a layer that is moved and
 * scaled; from far away the board is painted. Tells `open-piece` {name} when somebody wants to read or change one.
 */

import { phrase } from "../../elements/phrases.js";
import { partsOf, say, tell } from "../../elements/templates.js";
import { Camera } from "./camera.js";
import { Choice } from "./choice.js";
import { Deeds } from "./deeds.js";
import { Flat } from "./flat.js";
import { grown, holds, meets, middle } from "./geometry.js";
import { Gestures } from "./gestures.js";
import { Keys } from "./keys.js";
import { Lines } from "./lines.js";
import { Minimap } from "./minimap.js";
import { Pieces } from "./pieces.js";
import { Scene } from "./scene.js";
import { path } from "./strokes.js";

const FLAT_BELOW = 0.45;
const MARGIN = 260;
const STILL_MS = 250;

/** @typedef {import("./geometry.js").Box} Box @typedef {import("./geometry.js").Spot} Spot */

export class Canvas extends EventTarget {
  camera = new Camera();
  choice = new Choice();
  tool = "select";
  /** How one draws. */ pen = { width: 4, colour: "plain" };
  /** The piece that is in the tab order. @type {string | null} */ focused = null;
  /** @type {Set<string> | null} */ #changed = null;
  #isAllChanged = true;
  /** @type {Box | null} */ #looked = null;
  #isSoon = false;
  #isNear = true;
  /** @type {any} */ #still = null;

  /** @param {HTMLElement} root @param {import("../board.js").Board} board */
  constructor(root, board) {
    super();
    const part = partsOf(root);
    this.root = root;
    this.board = board;
    this.part = part;
    this.stage = /** @type {HTMLElement} */ (part("stage"));
    this.world = /** @type {HTMLElement} */ (part("world"));
    this.scene = new Scene(board.pieces);
    this.deeds = new Deeds(board, this.scene, (name, values) => this.say(name, values));
    this.pieces = new Pieces(this.world, this.scene, board);
    this.lines = new Lines(part("lines"), this.scene);
    this.flat = new Flat(part("flat"), this.scene, board, () => this.#repaint());
    this.minimap = new Minimap(part("minimap"), this);
    this.gestures = new Gestures(this);
    this.keys = new Keys(this);
    this.#listen();
    this.#measure();
  }

  #listen() {
    const { board, choice, world } = this;
    board.addEventListener("change", (/** @type {any} */ { detail }) => this.#heard(detail));
    choice.addEventListener("change", () => this.#chose());
    world.addEventListener("focusin", ({ target }) => this.#focusCame(/** @type {HTMLElement} */ (target)));
    new ResizeObserver(() => this.#measure()).observe(this.stage);
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => this.#repaint());
    new MutationObserver(() => this.#repaint()).observe(document.documentElement, { attributeFilter: ["data-theme"] });
  }

  // ---- what changed, and showing it ----------------------------------------------------------

  #heard(/** @type {{names: Set<string>, all: boolean}} */ { names, all }) {
    this.#isAllChanged ||= all;
    this.#changed ??= new Set();
    for (const name of names) this.#changed.add(name);
    this.soon();
  }

  /** Shows everything as it is by then, with the next picture. */
  soon() {
    if (this.#isSoon) return;
    this.#isSoon = true;
    requestAnimationFrame(() => this.show());
  }

  show() {
    this.#isSoon = false;
    if (this.#isAllChanged || this.#changed) this.#renew();
    const { x, y, zoom } = this.camera;
    for (const layer of [this.world, this.part("over")]) layer.style.transform = `translate(${-x * zoom}px, ${-y * zoom}px) scale(${zoom})`;
    const isNear = zoom >= FLAT_BELOW;
    if (isNear !== this.#isNear) this.#looked = null;
    this.#isNear = isNear;
    if (isNear) this.#showNear();
    else this.#showFlat();
    this.stage.style.setProperty("--unzoom", String(1 / zoom));
    this.minimap.soon();
    this.dispatchEvent(new Event("shown"));
  }

  #renew() {
    const names = this.#isAllChanged ? null : this.#changed;
    this.scene.renew(names);
    for (const name of names ?? this.pieces.shown.keys()) this.pieces.renew(name);
    for (const name of this.pieces.shown.keys()) this.pieces.place(name);
    this.lines.renew();
    this.flat.stale();
    this.#looked = null;
    this.#isAllChanged = false;
    this.#changed = null;
    this.choice.keep((name) => this.board.pieces.has(name));
    this.#showColumns();
    if (this.focused && !this.board.pieces.has(this.focused)) this.#lost();
    this.dispatchEvent(new Event("renewed"));
  }

  #showNear() {
    this.flat.hide();
    const { view, zoom } = this.camera;
    if (this.#looked && holds(this.#looked, view)) return;
    this.#looked = grown(view, MARGIN / zoom);
    const { pieces, lines } = this.scene.in(this.#looked);
    this.#mount(pieces);
    this.lines.show(lines);
  }

  #showFlat() {
    this.#mount(new Set());
    this.lines.show(new Set());
    this.flat.show(this.camera, this.choice.names);
  }

  /** The focused piece keeps its element wherever it lies, or focus would be lost. */
  #mount(/** @type {Set<string>} */ names) {
    if (this.focused) names.add(this.focused);
    this.pieces.show(names);
    this.#mark();
  }

  #mark() {
    for (const [name, element] of this.pieces.shown) {
      element.setAttribute("aria-selected", String(this.choice.names.has(name)));
      element.tabIndex = name === this.focused ? 0 : -1;
    }
    for (const [name, drawn] of this.lines.shown) drawn.toggleAttribute("data-chosen", this.choice.names.has(name));
    this.world.tabIndex = this.focused ? -1 : 0;
  }

  #showColumns() {
    const shown = this.scene.columns.map(({ lane, x, y }) => {
      const heading = document.createElement("p");
      heading.className = "canvas__column";
      heading.dataset.colour = lane.fields.colour ?? "plain";
      heading.dir = "auto";
      heading.textContent = lane.fields.title ?? "";
      heading.style.transform = `translate(${x}px, ${y}px)`;
      return heading;
    });
    this.part("columns").replaceChildren(...shown);
  }

  #measure() {
    const { width, height } = this.stage.getBoundingClientRect();
    this.camera.width = Math.max(1, width);
    this.camera.height = Math.max(1, height);
    this.#looked = null;
    this.flat.stale();
    this.soon();
  }

  #repaint() {
    this.flat.stale();
    this.soon();
  }

  // ---- the camera ----------------------------------------------------------------------------

  /** The person looks elsewhere. */
  looked() {
    this.moved();
    this.dispatchEvent(new Event("looked"));
  }

  /** The camera goes, whoever moves it. */
  moved() {
    this.stage.toggleAttribute("data-moving", true);
    clearTimeout(this.#still);
    this.#still = setTimeout(() => this.stage.toggleAttribute("data-moving", false), STILL_MS);
    this.soon();
  }

  zoom(/** @type {number} */ factor) {
    this.camera.zoomAt({ x: this.camera.width / 2, y: this.camera.height / 2 }, factor);
    this.looked();
  }

  /** @param {{least?: number}} how */
  fit(how = {}) {
    const { all } = this.scene;
    if (all) this.camera.fit(all, how);
    this.looked();
  }

  // ---- focus and choice ----------------------------------------------------------------------

  /** Brings a piece into the tab order, into view, and focuses it. */
  focus(/** @type {string | undefined} */ name) {
    const box = name && this.scene.box(name);
    if (!name || !box) return;
    this.focused = name;
    if (this.camera.reveal(box)) this.looked();
    this.#looked = null;
    this.show();
    const element = this.pieces.shown.get(name);
    element?.setAttribute("aria-setsize", String(this.scene.order.length));
    element?.setAttribute("aria-posinset", String(this.scene.order.indexOf(name) + 1));
    element?.focus({ preventScroll: true });
  }

  revealFocused() {
    const box = this.focused && this.scene.box(this.focused);
    if (box && this.camera.reveal(box)) this.looked();
  }

  #focusCame(/** @type {HTMLElement} */ target) {
    if (target.dataset.name) this.focused = target.dataset.name;
    else if (target === this.world && !this.isPressed) this.focus(this.firstSeen());
    this.#mark();
  }

  firstSeen() {
    const { order } = this.scene;
    return order.find((name) => meets(this.camera.view, /** @type {Box} */ (this.scene.box(name)))) ?? order[0];
  }

  /** A pointer pressed here: what is under it has the focus, or the canvas itself, and its shortcuts work. */
  pressed(/** @type {string | null} */ name) {
    this.isPressed = true;
    this.focused = name && this.scene.grid.boxes.has(name) ? name : null;
    const element = this.focused && this.pieces.shown.get(this.focused);
    (element || this.world).focus({ preventScroll: true });
    this.#mark();
    this.isPressed = false;
  }

  #lost() {
    const hadFocus = this.world.contains(document.activeElement) || document.activeElement === document.body;
    this.focused = null;
    this.isPressed = true;
    if (hadFocus) this.world.focus({ preventScroll: true });
    this.isPressed = false;
    this.#mark();
  }

  #chose() {
    this.#mark();
    this.flat.stale();
    this.soon();
  }

  // ---- deeds ---------------------------------------------------------------------------------

  /** Says something to whoever hears the page, and shows it shortly to whoever sees it. */
  say(/** @type {string} */ name, /** @type {Record<string, unknown>} */ values = {}) {
    say(this.part("voice"), phrase(name, values));
  }

  open(/** @type {string} */ name) {
    if (this.board.pieces.has(name)) tell(this.root, "open-piece", { name });
  }

  choose(/** @type {string} */ tool) {
    this.tool = tool;
    this.stage.dataset.tool = tool;
    this.dispatchEvent(new Event("tool"));
  }

  /** Puts something new there, or in the middle of what is seen, and opens it. */
  make(/** @type {string} */ kind, /** @type {Spot} */ spot = middle(this.camera.view), fields = {}) {
    const name = this.deeds.create(kind, spot, fields);
    this.choose("select");
    if (!name) return;
    queueMicrotask(() => {
      this.show();
      this.choice.set([name]);
      this.focus(name);
      this.open(name);
    });
  }

  remove() {
    this.keys.settle();
    this.deeds.remove(this.choice.names.size ? this.choice.names : this.focused ? [this.focused] : []);
  }

  /** The first click of a line, then the second. */
  connectNext(/** @type {string | null} */ name) {
    const [from] = this.choice.names;
    if (!name || !this.deeds.canConnect(name)) return this.choice.clear();
    if (from && from !== name && this.deeds.canConnect(from)) {
      this.deeds.connect(from, name);
      this.choice.clear();
    } else {
      this.choice.set([name]);
      this.say("canvas-connect-next");
    }
  }

  escape() {
    this.keys.settle();
    if (this.gestures.isBusy) this.gestures.cancel();
    else if (this.tool !== "select") this.choose("select");
    else this.choice.clear();
  }

  /** Takes what is chosen into the hand. @returns {Set<string>} what is dragged */
  grab(/** @type {Spot} */ spot) {
    const names = this.scene.withMembers(this.choice.names);
    if (!this.deeds.may("move_pieces", names)) return new Set();
    this.dispatchEvent(new CustomEvent("grabbed", { detail: spot }));
    return names;
  }

  drag(/** @type {Set<string>} */ names, /** @type {Spot} */ by) {
    for (const name of names) this.scene.offsets.set(name, by);
    for (const name of names) this.pieces.place(name);
    this.lines.renew();
    if (!this.#isNear) this.flat.stale();
    this.soon();
  }

  drop(/** @type {Spot | null} */ by) {
    const dragged = [...this.scene.offsets.keys()];
    this.scene.offsets.clear();
    if (by && dragged.length) this.deeds.move(this.choice.names, by);
    this.#heard({ names: new Set(dragged), all: false });
    this.dispatchEvent(new Event("dropped"));
  }

  /** Where on the stage something happens: what stands above it comes and goes, and shifts it. @returns {Spot} */
  at(/** @type {MouseEvent} */ { clientX, clientY }) {
    const { left, top } = this.stage.getBoundingClientRect();
    return { x: clientX - left, y: clientY - top };
  }

  /** Where the person points. */
  points(/** @type {Spot} */ spot) {
    this.dispatchEvent(new CustomEvent("pointed", { detail: spot }));
  }

  /** A frame while one chooses or resizes. */
  frame(/** @type {Box | null} */ box) {
    const frame = this.part("frame");
    frame.hidden = !box;
    if (!box) return;
    const { x, y } = this.camera.onScreen(box);
    frame.style.transform = `translate(${x}px, ${y}px)`;
    frame.style.inlineSize = `${box.w * this.camera.zoom}px`;
    frame.style.blockSize = `${box.h * this.camera.zoom}px`;
  }

  /** A line while one draws it. */
  sketch(/** @type {Spot[] | null} */ spots) {
    const line = this.part("sketch");
    line.setAttribute("d", spots && spots.length > 1 ? path(spots.flatMap((spot) => Object.values(this.camera.onScreen(spot)))) : "");
    line.setAttribute("stroke-width", String((this.tool === "draw" ? this.pen.width : 2) * this.camera.zoom));
  }
}
