/** A board as lanes side by side; on a phone one at a time. Cards are opened, moved and voted on here. */

import { counted, phrase } from "../../elements/phrases.js";
import { clone, partsOf, tell } from "../../elements/templates.js";
import { freshName } from "../board.js";
import { titleOf } from "../kinds.js";
import { cardOf, look } from "./card.js";
import { Dragging } from "./dragging.js";
import { Keys } from "./keys.js";
import { arranged } from "./order.js";

const NO_LANE = "";

export class Lanes {
  /** @type {Map<string, HTMLElement>} */ #columns = new Map();
  /** @type {Map<string, HTMLElement>} */ #cards = new Map();

  /** @param {HTMLElement} root @param {import("../board.js").Board} board @param {(words: string) => void} say */
  constructor(root, board, say) {
    Object.assign(this, { root, board, say });
    this.place = /** @type {HTMLElement} */ (root.querySelector("[data-part=columns]"));
    this.picker = /** @type {HTMLSelectElement} */ (root.querySelector("[data-part=picker]"));
    board.addEventListener("change", (/** @type {any} */ { detail }) => this.#changed(detail));
    root.addEventListener("click", (event) => this.#clicked(/** @type {HTMLElement} */ (event.target)));
    root.addEventListener("submit", (event) => this.#added(/** @type {SubmitEvent} */ (event)));
    this.picker.addEventListener("change", () => this.#pick());
    document.addEventListener("go-to", (/** @type {any} */ { detail }) => this.#goTo(detail.name));
    new Dragging(this);
    new Keys(this);
  }

  /** What stands where now. */
  get order() {
    return arranged(this.board.pieces);
  }

  /** Puts a piece elsewhere, and says so. */
  put(/** @type {string} */ name, /** @type {string} */ lane, /** @type {string | null} */ after) {
    this.board.do("place_pieces", { pieces: [name], lane, after });
    const title = titleOf(/** @type {any} */ (this.board.pieces.get(name)));
    this.say(phrase("board-moved", { title, lane: this.#titleOf(lane) }));
  }

  focus(/** @type {string} */ name) {
    /** @type {HTMLElement | null} */ (this.#cards.get(name)?.querySelector("[data-open]"))?.focus();
  }

  /** Where somebody is called to; on a phone its lane is chosen first. */
  #goTo(/** @type {string} */ name) {
    const place = this.#cards.get(name) ?? this.#columns.get(name);
    const lane = /** @type {HTMLElement | undefined} */ (place?.closest("[data-lane]"));
    if (!place || !lane) return;
    this.picker.value = lane.dataset.lane ?? "";
    this.#pick();
    place.tabIndex = -1;
    place.focus();
  }

  // ---- showing -----------------------------------------------------------------------------------

  #changed(/** @type {{names: Set<string>, all: boolean}} */ { names, all }) {
    if (!this.board.isLoaded) return;
    const focused = /** @type {HTMLElement | null} */ (document.activeElement);
    const { lanes, groups } = this.order;
    const shown = [...this.board.lanes.map(({ name }) => name), NO_LANE];
    drop(this.#columns, (name) => !shown.includes(name));
    drop(this.#cards, (name) => !this.board.pieces.has(name));
    const fresh = [...lanes.values(), ...groups.values()].flat().filter((name) => !this.#cards.has(name));
    for (const name of fresh) this.#cards.set(name, cardOf(name));
    const isVote = this.board.phase === "vote"; // one vote changes what all cards offer
    for (const name of all || isVote ? this.#cards.keys() : [...names, ...fresh]) this.#look(name);
    for (const name of shown) this.#column(name, lanes.get(name) ?? []);
    for (const [name, members] of groups) this.#list(/** @type {HTMLElement} */ (this.#cards.get(name)?.querySelector("[data-list]")), members);
    for (const [name, card] of this.#cards) if (!groups.has(name)) card.querySelector("[data-list]")?.replaceChildren();
    follow(this.place, shown.map((name) => /** @type {HTMLElement} */ (this.#columns.get(name))));
    this.#pickable(shown);
    this.root.setAttribute("aria-busy", "false");
    if (focused?.isConnected && focused !== document.activeElement) focused.focus({ preventScroll: true });
  }

  #look(/** @type {string} */ name) {
    const [card, piece] = [this.#cards.get(name), this.board.pieces.get(name)];
    if (card && piece) look(card, piece, this.board);
  }

  #column(/** @type {string} */ name, /** @type {string[]} */ names) {
    if (!this.#columns.has(name)) this.#columns.set(name, columnOf(name));
    const column = /** @type {HTMLElement} */ (this.#columns.get(name));
    const lane = this.board.pieces.get(name);
    const part = partsOf(column);
    column.dataset.colour = lane?.fields.colour ?? "plain";
    part("title").textContent = this.#titleOf(name);
    part("count").textContent = counted("board-entries", names.length);
    const edit = part("edit");
    edit.hidden = !lane || !this.board.me.may("set_fields", lane);
    edit.dataset.open = name;
    edit.setAttribute("aria-label", phrase("board-edit-lane", { title: this.#titleOf(name) }));
    part("add").hidden = !this.board.me.may("create_piece");
    part("empty").hidden = names.length > 0;
    column.hidden = name === NO_LANE && !names.length && this.#columns.size > 1;
    this.#list(part("list"), names);
  }

  #list(/** @type {HTMLElement} */ list, /** @type {string[]} */ names) {
    follow(list, names.map((name) => /** @type {HTMLElement} */ (this.#cards.get(name))));
  }

  #titleOf(/** @type {string} */ lane) {
    const piece = this.board.pieces.get(lane);
    return piece ? titleOf(piece) || "–" : phrase("board-no-lane");
  }

  #pickable(/** @type {string[]} */ names) {
    const chosen = this.picker.options.length && names.includes(this.picker.value) ? this.picker.value : names[0];
    const said = JSON.stringify(names.map((name) => this.#titleOf(name)));
    if (this.picker.dataset.said !== said) {
      this.picker.dataset.said = said;
      this.picker.replaceChildren(...names.map((name) => new Option(this.#titleOf(name), name)));
      this.picker.value = chosen;
    }
    this.#pick();
  }

  #pick() {
    for (const [name, column] of this.#columns) column.toggleAttribute("data-picked", name === this.picker.value);
  }

  // ---- doing -------------------------------------------------------------------------------------

  #clicked(/** @type {HTMLElement} */ target) {
    const button = /** @type {HTMLElement | null} */ (target.closest("button"));
    const name = /** @type {HTMLElement | null} */ (target.closest("[data-name]"))?.dataset.name ?? "";
    const { open, vote, does } = button?.dataset ?? {};
    if (open) tell(button ?? this.root, "open-piece", { name: open });
    else if (does === "move") tell(button ?? this.root, "open-piece", { name, part: "lane" });
    else if (vote && button?.getAttribute("aria-disabled") !== "true") this.#vote(name, Number(vote));
  }

  #vote(/** @type {string} */ name, /** @type {number} */ more) {
    const piece = this.board.pieces.get(name);
    if (piece) this.board.do("vote", { piece: name, dots: piece.dots + more });
    this.say(phrase("board-dots", { n: this.board.pieces.get(name)?.dots ?? 0, left: this.board.me.dotsLeft }));
  }

  #added(/** @type {SubmitEvent} */ event) {
    const form = /** @type {HTMLFormElement} */ (event.target);
    if (!form.matches("[data-adds]")) return;
    event.preventDefault();
    const area = /** @type {HTMLTextAreaElement} */ (form.elements.namedItem("words"));
    const text = area.value.trim();
    const type = /** @type {HTMLButtonElement | null} */ (event.submitter)?.value ?? "card";
    if (!text) return area.focus();
    const lane = form.closest("[data-lane]")?.getAttribute("data-lane") ?? "";
    const piece = freshName();
    this.board.do("create_piece", { piece, type, fields: { [type === "note" ? "text" : "title"]: text }, ...(type !== "lane" && { lane }) });
    form.reset();
    area.focus();
    this.say(phrase("board-added", { title: text }));
  }
}

function columnOf(/** @type {string} */ name) {
  const column = clone("board-lane-template");
  const [title, words] = [column.querySelector("[data-part=title]"), column.querySelector("textarea")];
  column.dataset.lane = name;
  title.id = `lane-title-${name}`;
  words.id = `lane-words-${name}`;
  column.querySelector("label").htmlFor = words.id;
  column.setAttribute("aria-labelledby", title.id);
  return column;
}

/** Has the children of a place be these, in this order, and touches only those that are not in it. */
function follow(/** @type {HTMLElement} */ place, /** @type {HTMLElement[]} */ wished) {
  const set = new Set(wished);
  for (const child of place.querySelectorAll(":scope > *")) if (!set.has(/** @type {HTMLElement} */ (child))) child.remove();
  let here = place.firstElementChild;
  for (const one of wished) {
    if (one === here) here = here.nextElementSibling;
    else place.insertBefore(one, here);
  }
}

function drop(/** @type {Map<string, HTMLElement>} */ shown, /** @type {(name: string) => boolean} */ isGone) {
  for (const [name, element] of shown) {
    if (!isGone(name)) continue;
    element.remove();
    shown.delete(name);
  }
}
