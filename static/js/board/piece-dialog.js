/**
 * One piece in a dialog: its texts, which others may write in at the same time, and all that can be done with it.
 * Opens on `open-piece` {name, part?}, from whichever view.
 */

import { phrase } from "../elements/phrases.js";
import { clone } from "../elements/templates.js";
import { freshName } from "./board.js";
import { CONNECTED, IN_GROUPS, IN_LANES, textsOf, titleOf, valuesOf, VOTED_ON } from "./kinds.js";
import { inOrder } from "./state.js";
import { TextField } from "./text-field.js";

/** @typedef {import("./board.js").Seen} Seen */

const LONG = 200;

export class PieceDialog {
  name = "";
  /** @type {TextField[]} */ #fields = [];

  /** @param {HTMLDialogElement} dialog @param {import("./board.js").Board} board @param {(words: string) => void} say */
  constructor(dialog, board, say) {
    Object.assign(this, { dialog, board, say });
    document.addEventListener("open-piece", (/** @type {any} */ { detail }) => this.open(detail.name, detail.part));
    dialog.addEventListener("close", () => this.#closed());
    dialog.addEventListener("submit", (event) => this.#submitted(/** @type {SubmitEvent} */ (event)));
    dialog.addEventListener("click", (event) => this.#clicked(/** @type {HTMLElement} */ (event.target)));
    dialog.addEventListener("change", (event) => this.#chosen(/** @type {HTMLSelectElement} */ (event.target)));
    board.addEventListener("change", (/** @type {any} */ { detail }) => this.#changed(detail));
    board.addEventListener("refused", () => this.name && this.#refresh(new Map()));
  }

  open(/** @type {string} */ name, part = "") {
    if (!this.board.pieces.has(name)) return;
    this.name = name;
    this.from = /** @type {HTMLElement | null} */ (document.activeElement);
    this.#write();
    this.#show();
    this.dialog.showModal();
    const focus = part ? this.#part(part) : this.dialog.querySelector("textarea, select");
    /** @type {HTMLElement | null} */ (focus)?.focus();
  }

  /** @returns {Seen | undefined} */
  get piece() {
    return this.board.pieces.get(this.name);
  }

  // ---- showing -----------------------------------------------------------------------------------

  /** The fields for its texts, each in its place as long as the dialog is open. */
  #write() {
    const { kind, name } = /** @type {Seen} */ (this.piece);
    /** @type {HTMLAnchorElement} */ (this.#part("page")).href = `${this.board.fetching.url}pieces/${name}/`;
    const place = this.#part("fields");
    place.replaceChildren();
    this.#fields = Object.entries(textsOf(kind, this.board.card)).map(([field, most]) => {
      const made = clone("board-field-template");
      const area = made.querySelector("textarea");
      Object.assign(area, { id: `piece-text-${field}`, maxLength: most, rows: most > LONG ? 3 : 1 });
      Object.assign(area.dataset, { piece: name, field });
      Object.assign(made.querySelector("label"), { htmlFor: area.id, textContent: this.#labelOf(field) });
      place.append(made);
      return new TextField(area, this.board, name, field);
    });
  }

  #labelOf(/** @type {string} */ field) {
    return this.board.card.find(({ name }) => name === field)?.label || phrase(`board-field-${field}`);
  }

  #changed(/** @type {any} */ { names, all, edits }) {
    if (!this.name) return;
    if (!this.piece) this.#gone();
    else if (all || names.size) this.#refresh(all || names.has(this.name) ? edits : new Map());
  }

  #refresh(/** @type {Map<string, any>} */ edits) {
    for (const field of this.#fields) field.refresh(edits.get(`${this.name} ${field.name}`));
    if (this.piece) this.#show();
  }

  #gone() {
    this.say(phrase("board-piece-gone"));
    this.dialog.close();
  }

  #show() {
    const piece = /** @type {Seen} */ (this.piece);
    const { may } = this.board.me;
    const is = (/** @type {string} */ operation) => may(operation, piece);
    this.#part("title").textContent = titleOf(piece) || phrase(`board-kind-${piece.kind}`);
    this.#part("kind").textContent = phrase(`board-kind-${piece.kind}`);
    this.#part("about").textContent = this.#about(piece);
    for (const { area } of this.#fields) area.readOnly = !is("edit_text");
    this.#offer("colour-field", "colour" in valuesOf(piece.kind) && is("set_fields"));
    const colour = /** @type {HTMLSelectElement} */ (this.#part("colour"));
    if (document.activeElement !== colour) colour.value = piece.fields.colour ?? "plain";
    this.#offer("move", (IN_LANES.has(piece.kind) || piece.kind === "lane") && is("place_pieces"));
    this.#offer("group", IN_GROUPS.has(piece.kind) && is("group_pieces"));
    this.#offer("connect", CONNECTED.has(piece.kind) && may("connect_pieces"));
    this.#offer("lock", !piece.isLocked && may("lock_pieces"));
    this.#offer("unlock", piece.isLocked && may("lock_pieces"));
    this.#offer("reveal", piece.isPrivate && is("reveal_pieces"));
    this.#offer("delete", is("delete_pieces"));
    this.#offer("vote", VOTED_ON.has(piece.kind) && !piece.isPrivate && may("vote"));
    this.#places(piece);
    this.#lines(piece);
    this.#part("dots").textContent = phrase("board-dots", { n: piece.dots, left: this.board.me.dotsLeft });
  }

  #about(/** @type {Seen} */ piece) {
    const name = (/** @type {number} */ person) => this.board.people.get(person)?.name ?? "–";
    const last = Object.values(piece.revs).toSorted(([a], [b]) => b - a)[0]?.[1] ?? piece.by;
    const said = [phrase("board-made-by", { name: name(piece.by) }), last === piece.by ? "" : phrase("board-changed-by", { name: name(last) })];
    if (piece.isPrivate) said.push(phrase("board-only-you"));
    if (piece.isLocked) said.push(phrase("board-is-locked"));
    return said.filter(Boolean).join(" ");
  }

  /** Where it can be put; lists that somebody is choosing from stay as they are. */
  #places(/** @type {Seen} */ piece) {
    const { lanes } = this.board;
    const isLane = piece.kind === "lane";
    fill(this.#part("lane"), [...lanes.map((lane) => [lane.name, titleOf(lane) || "–"]), ["", phrase("board-no-lane")]], piece.lane);
    this.#part("lane-field").hidden = isLane;
    this.#after(piece);
    const groups = this.#some(({ kind, name }) => kind === "group" && name !== piece.name);
    fill(this.#part("group-list"), [["", phrase("board-no-group")], ...groups], piece.group);
    fill(this.#part("end"), this.#some(({ kind, name }) => CONNECTED.has(kind) && name !== piece.name));
  }

  #after(/** @type {Seen} */ piece) {
    const isLane = piece.kind === "lane";
    const lane = isLane ? "" : /** @type {HTMLSelectElement} */ (this.#part("lane")).value;
    const there = this.#some((one) => (one.kind === "lane") === isLane && one.lane === lane && Boolean(one.order) && one.name !== piece.name);
    fill(this.#part("after"), [["end", phrase("board-at-end")], ["", phrase("board-at-start")], ...there.map(([name, title]) => [name, phrase("board-after", { title })])]);
  }

  /** @returns {string[][]} */
  #some(/** @type {(piece: Seen) => boolean} */ which) {
    return [...this.board.pieces.values()].filter(which).sort(inOrder).map((one) => [one.name, titleOf(one) || phrase(`board-kind-${one.kind}`)]);
  }

  #lines(/** @type {Seen} */ { name }) {
    const lines = [...this.board.pieces.values()].filter(({ ends }) => ends?.includes(name));
    const list = this.#part("lines");
    list.replaceChildren(...lines.flatMap((line) => this.#line(line, name)));
    list.hidden = !list.childElementCount;
  }

  #line(/** @type {Seen} */ line, /** @type {string} */ name) {
    const [start, end] = /** @type {[string, string]} */ (line.ends);
    const other = this.board.pieces.get(start === name ? end : start);
    if (!other) return [];
    const made = clone("board-line-template");
    const words = `${start === name ? "→" : "←"} ${line.fields.label ? `${line.fields.label}: ` : ""}${titleOf(other) || "–"}`;
    made.querySelector("span").textContent = words;
    const button = made.querySelector("button");
    button.dataset.line = line.name;
    button.hidden = !this.board.me.may("delete_pieces", line);
    button.setAttribute("aria-label", `${button.textContent}: ${titleOf(other)}`);
    return [made];
  }

  #offer(/** @type {string} */ part, /** @type {boolean} */ is) {
    this.#part(part).hidden = !is;
  }

  // ---- doing -------------------------------------------------------------------------------------

  #submitted(/** @type {SubmitEvent} */ event) {
    const form = /** @type {HTMLFormElement} */ (event.target);
    const does = form.dataset.does ?? "";
    if (!does) return;
    event.preventDefault();
    const said = Object.fromEntries(new FormData(form));
    if (does === "place") this.board.do("place_pieces", { pieces: [this.name], lane: said.lane ?? "", after: said.after === "end" ? null : said.after });
    if (does === "group") this.board.do("group_pieces", { pieces: [this.name], group: said.group });
    if (does === "connect" && said.end) this.board.do("connect_pieces", { piece: freshName(), start: this.name, end: said.end, label: String(said.label).trim() });
    this.say(phrase(`board-did-${does}`));
    form.reset();
  }

  #clicked(/** @type {HTMLElement} */ target) {
    const button = /** @type {HTMLElement | null} */ (target.closest("[data-deed]"));
    const deed = button?.dataset.deed;
    const pieces = [this.name];
    if (deed === "close") this.dialog.close();
    else if (deed === "line") this.board.do("delete_pieces", { pieces: [button?.dataset.line] });
    else if (deed === "more" || deed === "fewer") this.#vote(deed === "more" ? 1 : -1);
    else if (deed === "delete") this.#delete();
    else if (deed) this.board.do(`${deed}_pieces`, { pieces });
  }

  #vote(/** @type {number} */ more) {
    const { dots } = /** @type {Seen} */ (this.piece);
    const wished = dots + more;
    if (wished >= 0 && wished <= this.board.rules.most && more <= this.board.me.dotsLeft) this.board.do("vote", { piece: this.name, dots: wished });
  }

  #delete() {
    const pieces = [this.name];
    for (const field of this.#fields) field.flush();
    this.name = "";
    this.dialog.close();
    this.board.do("delete_pieces", { pieces });
    this.say(phrase("board-deleted"));
    /** @type {HTMLElement | null} */ (document.querySelector('[data-does="undo"]'))?.focus();
  }

  #chosen(/** @type {HTMLSelectElement} */ select) {
    if (select.dataset.part === "colour") this.board.do("set_fields", { piece: this.name, fields: { colour: select.value } });
    else if (select.dataset.part === "lane" && this.piece) this.#after(this.piece);
  }

  #closed() {
    for (const field of this.#fields) field.stop();
    const { from, name } = this;
    [this.#fields, this.name] = [[], ""];
    if (from?.isConnected) from.focus({ preventScroll: true });
    else if (name) /** @type {HTMLElement | null} */ (document.querySelector(`[data-open="${CSS.escape(name)}"]`))?.focus();
  }

  /** @returns {HTMLElement} */
  #part(/** @type {string} */ name) {
    return /** @type {HTMLElement} */ (this.dialog.querySelector(`[data-part="${name}"]`));
  }
}

/** Gives a list other choices, unless they are the same; what is chosen stays, if it can. */
function fill(/** @type {any} */ select, /** @type {string[][]} */ choices, /** @type {string | undefined} */ wished = undefined) {
  const said = JSON.stringify([choices, wished]);
  if (select.dataset.said === said || (document.activeElement === select && select.options.length)) return;
  const kept = select.dataset.said ? select.value : undefined;
  select.dataset.said = said;
  select.replaceChildren(...choices.map(([value, words]) => new Option(words, value)));
  const value = wished ?? kept;
  if (value !== undefined && choices.some(([one]) => one === value)) select.value = value;
}
