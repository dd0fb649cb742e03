/** What part of a board is on the screen: the spot at its corner, and how large a board's pixel is. */

export const LEAST = 0.05;
export const MOST = 3;

/** @typedef {import("./geometry.js").Spot} Spot @typedef {import("./geometry.js").Box} Box */

const within = (/** @type {number} */ zoom) => Math.min(MOST, Math.max(LEAST, zoom));

export class Camera {
  x = 0;
  y = 0;
  zoom = 1;
  /** Of the screen. */ width = 1;
  height = 1;

  /** @param {Spot} spot on the screen @returns {Spot} on the board */
  spot({ x, y }) {
    return { x: this.x + x / this.zoom, y: this.y + y / this.zoom };
  }

  /** @param {Spot} spot on the board @returns {Spot} on the screen */
  onScreen({ x, y }) {
    return { x: (x - this.x) * this.zoom, y: (y - this.y) * this.zoom };
  }

  /** The part of the board that is seen. @returns {Box} */
  get view() {
    return { x: this.x, y: this.y, w: this.width / this.zoom, h: this.height / this.zoom };
  }

  /** Takes the board along by so many pixels of the screen. */
  pan(/** @type {number} */ dx, /** @type {number} */ dy) {
    this.x -= dx / this.zoom;
    this.y -= dy / this.zoom;
  }

  /** Makes everything larger; what lies under this spot of the screen stays there. @param {Spot} at */
  zoomAt(at, /** @type {number} */ factor) {
    const before = this.spot(at);
    this.zoom = within(this.zoom * factor);
    this.x = before.x - at.x / this.zoom;
    this.y = before.y - at.y / this.zoom;
  }

  /** Shows all of a part of the board, as large as it goes up to `most`; or where it begins, if that were smaller than `least`. @param {Box} box */
  fit({ x, y, w, h }, { most = 1, margin = 40, least = LEAST } = {}) {
    const [width, height] = [Math.max(1, this.width - 2 * margin), Math.max(1, this.height - 2 * margin)];
    this.zoom = within(Math.max(least, Math.min(most, width / Math.max(w, 1), height / Math.max(h, 1))));
    const [view, room] = [this.view, margin / this.zoom];
    this.x = Math.min(x - room, x + (w - view.w) / 2);
    this.y = Math.min(y - room, y + (h - view.h) / 2);
  }

  /** Goes as far as it must to have the box on the screen; whether it went. @param {Box} box */
  reveal(box, margin = 24) {
    const { x, y } = this;
    const room = margin / this.zoom;
    const { w, h } = this.view;
    this.x = Math.min(Math.max(x, box.x + box.w + room - w), box.x - room);
    this.y = Math.min(Math.max(y, box.y + box.h + room - h), box.y - room);
    return x !== this.x || y !== this.y;
  }
}
