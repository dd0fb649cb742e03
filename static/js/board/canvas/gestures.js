/**
 * What pointers do on the canvas: mouse, touch and pen. One pointer is what the tool makes of it, two fingers
 * pan and zoom, and take back what the first had begun. Nothing moves before a pointer went four pixels.
 */

import { between, distance, has } from "./geometry.js";
import * as strokes from "./strokes.js";

const NOT_THE_BOARD = "button, .canvas__bar, .canvas__led, .canvas__map, .canvas__zoom";
const THRESHOLD = 4;
const TWICE_MS = 400;
const REACH = 8;
const NEXT_POINT = 1.5;

/**
 * @typedef {import("./geometry.js").Spot} Spot
 * @typedef {{move?: (at: Spot, by: Spot) => void, end?: (at: Spot) => void, click?: (at: Spot, event: PointerEvent) => void, cancel?: () => void}} Gesture
 */

export class Gestures {
  /** @type {Map<number, Spot>} */ #down = new Map();
  /** @type {Gesture | null} */ #gesture = null;
  /** @type {Spot} */ #from = { x: 0, y: 0 };
  #went = false;
  /** @type {{name: string | null, at: number}} */ #clicked = { name: null, at: 0 };
  isSpaceDown = false;

  /** @param {import("./canvas.js").Canvas} canvas */
  constructor(canvas) {
    this.canvas = canvas;
    const { stage } = canvas;
    stage.addEventListener("pointerdown", (event) => this.#press(event));
    stage.addEventListener("pointermove", (event) => this.#move(event));
    stage.addEventListener("pointerup", (event) => this.#release(event));
    stage.addEventListener("pointercancel", (event) => this.#release(event, true));
    stage.addEventListener("wheel", (event) => this.#wheel(event), { passive: false });
  }

  get isBusy() {
    return this.#went;
  }

  /** Takes back what is under way. */
  cancel() {
    this.#gesture?.cancel?.();
    this.#gesture = null;
    this.#went = false;
    this.canvas.soon();
  }

  #press(/** @type {PointerEvent} */ event) {
    if (event.target instanceof Element && event.target.closest(NOT_THE_BOARD)) return;
    if (event.button > 1) return;
    event.preventDefault();
    this.canvas.stage.setPointerCapture(event.pointerId);
    this.#down.set(event.pointerId, this.canvas.at(event));
    if (this.#down.size === 2) {
      this.cancel();
      this.#went = true;
    } else if (this.#down.size === 1) {
      this.#from = this.canvas.at(event);
      this.#went = false;
      this.#gesture = this.#begin(event);
      this.canvas.pressed(this.hit(this.canvas.camera.spot(this.#from)));
    }
  }

  #move(/** @type {PointerEvent} */ event) {
    const at = this.canvas.at(event);
    this.canvas.points(this.canvas.camera.spot(at));
    const before = this.#down.get(event.pointerId);
    if (!before) return;
    if (this.#down.size === 2) this.#pinch(event.pointerId, before, at);
    this.#down.set(event.pointerId, at);
    if (!this.#gesture || this.#down.size > 1) return;
    this.#went ||= Math.hypot(at.x - this.#from.x, at.y - this.#from.y) >= THRESHOLD;
    if (this.#went) this.#gesture.move?.(at, { x: at.x - before.x, y: at.y - before.y });
    this.canvas.soon();
  }

  #release(/** @type {PointerEvent} */ event, isCancelled = false) {
    if (!this.#down.delete(event.pointerId) || this.#down.size) return;
    const [gesture, went, at] = [this.#gesture, this.#went, this.canvas.at(event)];
    this.#gesture = null;
    this.#went = false;
    if (isCancelled) gesture?.cancel?.();
    else if (went) gesture?.end?.(at);
    else gesture?.click?.(at, event);
    this.canvas.soon();
  }

  #pinch(/** @type {number} */ moved, /** @type {Spot} */ before, /** @type {Spot} */ at) {
    const other = /** @type {Spot} */ ([...this.#down].find(([id]) => id !== moved)?.[1]);
    const far = (/** @type {Spot} */ spot) => Math.max(1, Math.hypot(spot.x - other.x, spot.y - other.y));
    const { camera } = this.canvas;
    camera.pan((at.x - before.x) / 2, (at.y - before.y) / 2);
    camera.zoomAt({ x: (at.x + other.x) / 2, y: (at.y + other.y) / 2 }, far(at) / far(before));
    this.canvas.looked();
  }

  #wheel(/** @type {WheelEvent} */ event) {
    event.preventDefault();
    const lines = event.deltaMode === 1 ? 16 : 1;
    const { camera } = this.canvas;
    if (event.ctrlKey || event.metaKey) camera.zoomAt(this.canvas.at(event), Math.exp(-event.deltaY * lines * 0.004));
    else if (event.shiftKey && !event.deltaX) camera.pan(-event.deltaY * lines, 0);
    else camera.pan(-event.deltaX * lines, -event.deltaY * lines);
    this.canvas.looked();
  }

  /** What lies at a spot of the board: pieces before lines, lines before groups. @returns {string | null} */
  hit(/** @type {Spot} */ spot) {
    const { scene, board, camera } = this.canvas;
    const reach = REACH / camera.zoom;
    const { pieces, lines } = scene.in({ x: spot.x - reach, y: spot.y - reach, w: 2 * reach, h: 2 * reach });
    const kind = (/** @type {string} */ name) => board.pieces.get(name)?.kind;
    const there = [...pieces].filter((name) => has(/** @type {any} */ (scene.box(name)), spot));
    const newest = (/** @type {string[]} */ names) => names.sort((a, b) => (board.pieces.get(b)?.made ?? 0) - (board.pieces.get(a)?.made ?? 0))[0];
    const piece = newest(there.filter((name) => kind(name) !== "group" && kind(name) !== "stroke"));
    const stroke = there.find((name) => kind(name) === "stroke" && this.#isOnStroke(name, spot, reach));
    const line = [...lines].find((name) => {
      const ends = scene.line(name);
      return ends && distance(spot, ends[0], ends[1]) <= reach;
    });
    return stroke ?? piece ?? line ?? newest(there.filter((name) => kind(name) === "group")) ?? null;
  }

  #isOnStroke(/** @type {string} */ name, /** @type {Spot} */ spot, /** @type {number} */ reach) {
    const { fields } = /** @type {any} */ (this.canvas.board.pieces.get(name));
    const { points = [], width = 4 } = fields;
    for (let n = 2; n < points.length; n += 2) {
      const [a, b] = [n - 2, n].map((at) => ({ x: fields.x + points[at], y: fields.y + points[at + 1] }));
      if (distance(spot, a, b) <= reach + width / 2) return true;
    }
    return false;
  }

  /** @returns {Gesture} */
  #begin(/** @type {PointerEvent} */ event) {
    const { canvas } = this;
    const found = this.hit(canvas.camera.spot(this.#from));
    if (event.button === 1 || this.isSpaceDown) return this.#pan();
    if (event.target instanceof Element && event.target.closest("[data-resize]")) return this.#resize();
    if (canvas.tool === "draw") return this.#draw();
    if (canvas.tool === "connect") return this.#connect(found);
    if (canvas.tool !== "select") return { ...this.#pan(), click: (at) => canvas.make(canvas.tool, canvas.camera.spot(at)) };
    if (found && !event.shiftKey && canvas.board.pieces.get(found)?.kind !== "connector") return this.#drag(found);
    const isFinger = event.pointerType === "touch";
    return { ...(isFinger ? this.#pan() : this.#choose(event.shiftKey)), click: (_, up) => this.#click(found, up) };
  }

  #click(/** @type {string | null} */ name, /** @type {PointerEvent} */ { shiftKey, ctrlKey, metaKey, timeStamp }) {
    const { choice } = this.canvas;
    const isTwice = name !== null && this.#clicked.name === name && timeStamp - this.#clicked.at < TWICE_MS;
    this.#clicked = { name, at: timeStamp };
    if (name === null) choice.clear();
    else if (shiftKey || ctrlKey || metaKey) choice.toggle(name);
    else choice.set([name]);
    if (isTwice) this.canvas.open(/** @type {string} */ (name));
  }

  /** @returns {Gesture} */
  #pan() {
    const { canvas } = this;
    return {
      move: (_, by) => {
        canvas.camera.pan(by.x, by.y);
        canvas.looked();
      },
    };
  }

  /** @returns {Gesture} */
  #choose(/** @type {boolean} */ isMore) {
    const { canvas } = this;
    const before = isMore ? canvas.choice.names : new Set();
    const from = canvas.camera.spot(this.#from);
    const done = () => canvas.frame(null);
    return {
      move: (at) => {
        const box = between(from, canvas.camera.spot(at));
        canvas.frame(box);
        const inside = [...canvas.scene.in(box).pieces].filter((name) => canvas.board.pieces.get(name)?.kind !== "group" || holdsAll(canvas, name, box));
        canvas.choice.set([...before, ...inside]);
      },
      end: done,
      cancel: done,
    };
  }

  /** @returns {Gesture} */
  #drag(/** @type {string} */ name) {
    const { canvas } = this;
    const from = canvas.camera.spot(this.#from);
    /** @type {Set<string> | null} */ let dragged = null;
    const by = (/** @type {Spot} */ at) => {
      const to = canvas.camera.spot(at);
      return { x: to.x - from.x, y: to.y - from.y };
    };
    return {
      move: (at) => {
        if (!canvas.choice.names.has(name)) canvas.choice.set([name]);
        dragged ??= canvas.grab(from);
        canvas.drag(dragged, by(at));
      },
      end: (at) => canvas.drop(by(at)),
      cancel: () => canvas.drop(null),
      click: (_, event) => this.#click(name, event),
    };
  }

  /** @returns {Gesture} */
  #resize() {
    const { canvas } = this;
    const [name] = canvas.choice.names;
    const box = /** @type {any} */ (canvas.scene.box(name));
    const size = (/** @type {Spot} */ at) => {
      const to = canvas.camera.spot(at);
      return { w: Math.max(60, to.x - box.x), h: Math.max(60, to.y - box.y) };
    };
    return {
      move: (at) => canvas.frame({ ...box, ...size(at) }),
      end: (at) => {
        canvas.frame(null);
        canvas.deeds.resize(name, size(at).w, size(at).h);
      },
      cancel: () => canvas.frame(null),
    };
  }

  /** From one piece to another; or one click on each. @returns {Gesture} */
  #connect(/** @type {string | null} */ found) {
    const { canvas } = this;
    const from = canvas.camera.spot(this.#from);
    const finish = (/** @type {Spot} */ at) => {
      const to = this.hit(canvas.camera.spot(at));
      canvas.sketch(null);
      if (found && to) canvas.deeds.connect(found, to);
    };
    return {
      move: (at) => (found ? canvas.sketch([from, canvas.camera.spot(at)]) : undefined),
      end: finish,
      cancel: () => canvas.sketch(null),
      click: () => canvas.connectNext(found),
    };
  }

  /** @returns {Gesture} */
  #draw() {
    const { canvas } = this;
    /** @type {Spot[]} */ const spots = [canvas.camera.spot(this.#from)];
    const end = () => {
      canvas.sketch(null);
      const { x, y, points } = strokes.stroke(spots, 0.8 / canvas.camera.zoom);
      canvas.deeds.create("stroke", spots[0], { x, y, points, ...canvas.pen });
    };
    return {
      move: (at) => {
        const spot = canvas.camera.spot(at);
        const last = spots[spots.length - 1];
        if (Math.hypot(spot.x - last.x, spot.y - last.y) * canvas.camera.zoom >= NEXT_POINT) spots.push(spot);
        canvas.sketch(spots);
      },
      end,
      click: end,
      cancel: () => canvas.sketch(null),
    };
  }
}

function holdsAll(/** @type {import("./canvas.js").Canvas} */ canvas, /** @type {string} */ name, /** @type {import("./geometry.js").Box} */ box) {
  const group = /** @type {import("./geometry.js").Box} */ (canvas.scene.box(name));
  return has(box, group) && has(box, { x: group.x + group.w, y: group.y + group.h });
}
