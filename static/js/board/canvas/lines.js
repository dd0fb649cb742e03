/** The connections between pieces, drawn beneath them. */

const SVG = "http://www.w3.org/2000/svg";

/** @typedef {import("./scene.js").Scene} Scene */

export class Lines {
  /** @type {Map<string, SVGGElement>} */ shown = new Map();

  /** @param {SVGSVGElement} layer @param {Scene} scene */
  constructor(layer, scene) {
    this.layer = layer;
    this.scene = scene;
  }

  /** @param {Set<string>} names */
  show(names) {
    for (const [name, drawn] of this.shown) {
      if (names.has(name)) continue;
      drawn.remove();
      this.shown.delete(name);
    }
    for (const name of names) if (!this.shown.has(name)) this.#make(name);
  }

  /** Draws again what hangs on pieces that moved, or changed. */
  renew() {
    for (const name of this.shown.keys()) this.place(name);
  }

  #make(/** @type {string} */ name) {
    const drawn = document.createElementNS(SVG, "g");
    drawn.dataset.name = name;
    for (const part of ["hit", "line"]) drawn.append(shape("path", `canvas-line__${part}`));
    drawn.append(shape("text", "canvas-line__label"));
    this.shown.set(name, drawn);
    this.layer.append(drawn);
    this.place(name);
  }

  place(/** @type {string} */ name) {
    const [drawn, ends] = [this.shown.get(name), this.scene.line(name)];
    if (!drawn || !ends) return drawn?.setAttribute("display", "none");
    drawn.removeAttribute("display");
    const [from, to] = ends;
    const { fields = {} } = this.scene.pieces.get(name) ?? {};
    const [hit, line, label] = /** @type {SVGElement[]} */ ([...drawn.children]);
    for (const one of [hit, line]) one.setAttribute("d", `M${from.x} ${from.y}L${to.x} ${to.y}`);
    line.setAttribute("marker-end", "url(#canvas-arrow)");
    drawn.dataset.colour = fields.colour ?? "plain";
    label.setAttribute("x", String((from.x + to.x) / 2));
    label.setAttribute("y", String((from.y + to.y) / 2 - 6));
    label.textContent = fields.label ?? "";
  }
}

function shape(/** @type {string} */ kind, /** @type {string} */ look) {
  const made = document.createElementNS(SVG, kind);
  made.setAttribute("class", look);
  return made;
}
