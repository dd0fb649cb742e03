/**
 * What stands above every view of a board: whether all is saved, undo and redo, and what was refused, which is
 * offered to be tried again, put on a note, or given up.
 */

import { counted, find, phrase } from "../elements/phrases.js";
import { clone, partsOf, say } from "../elements/templates.js";
import { toast } from "../elements/toasts.js";
import { freshName } from "./board.js";
import { Undoing } from "./undoing.js";

const SAVING_MS = 500;
const NOTE_LENGTH = 500;

export class Bar {
  #timer = 0;
  #spoken = "";

  /** @param {HTMLElement} root with the parts of `_board_bar.html` @param {import("./board.js").Board} board */
  constructor(root, board) {
    Object.assign(this, { part: partsOf(root), root, board });
    this.undoing = new Undoing(board);
    const on = (/** @type {string} */ name, /** @type {(detail: any) => void} */ act) =>
      board.addEventListener(name, (/** @type {any} */ { detail }) => act(detail));
    on("status", (status) => this.#status(status));
    on("refused", (refusal) => this.#refused(refusal));
    on("told", ({ result }) => this.#told(result));
    this.undoing.addEventListener("change", () => this.#buttons());
    root.addEventListener("click", (event) => this.#clicked(/** @type {HTMLElement} */ (event.target)));
    document.addEventListener("keydown", (event) => this.#pressed(event));
    this.#buttons();
  }

  /** Says something to whoever does not see the page. */
  say(/** @type {string} */ words) {
    say(this.part("voice"), words);
  }

  #status(/** @type {{state: string, waiting: number}} */ { state, waiting }) {
    clearTimeout(this.#timer);
    this.#drafts();
    const show = () => {
      const words = state === "offline" ? (waiting ? counted("board-offline", waiting) : phrase("board-away")) : phrase(`board-${state}`);
      Object.assign(this.part("state"), { textContent: words });
      this.root.dataset.state = state;
      const told = state === "saving" ? this.#spoken : state;
      if (told !== this.#spoken && this.#spoken) this.say(words);
      this.#spoken = told;
    };
    if (state === "saving") this.#timer = setTimeout(show, SAVING_MS);
    else show();
  }

  #refused(/** @type {any} */ { code, text, words }) {
    this.#drafts();
    const reason = text || (find(`board-${code}`) ?? phrase("board-not-done"));
    if (!words) toast(reason);
    this.say(words ? phrase("board-kept", { reason }) : reason);
  }

  #told(/** @type {any} */ { kept, unseen }) {
    const words = kept ? counted("board-undo-kept", kept.length) : unseen ? phrase("board-unseen") : "";
    if (words) toast(words, "success");
    if (words) this.say(words);
  }

  #drafts() {
    const { refusals } = this.board;
    const list = this.part("drafts-list");
    this.part("drafts").hidden = !refusals.size;
    for (const shown of /** @type {NodeListOf<HTMLElement>} */ (list.querySelectorAll("[data-key]"))) if (!refusals.has(shown.dataset.key ?? "")) shown.remove();
    for (const refusal of refusals.values()) if (!list.querySelector(`[data-key="${refusal.key}"]`)) list.append(this.#draft(refusal));
  }

  #draft(/** @type {any} */ { key, code, text, words }) {
    const draft = clone("board-draft-template");
    draft.dataset.key = key;
    draft.querySelector("[data-reason]").textContent = text || (find(`board-${code}`) ?? phrase("board-not-done"));
    draft.querySelector("textarea").value = words;
    draft.querySelector("[data-words]").hidden = !words;
    draft.querySelector('[data-does="note"]').hidden = !words || !this.board.me.may("create_piece");
    return draft;
  }

  #clicked(/** @type {HTMLElement} */ target) {
    const does = /** @type {HTMLElement | null} */ (target.closest("[data-does]"))?.dataset.does;
    const key = /** @type {HTMLElement | null} */ (target.closest("[data-key]"))?.dataset.key ?? "";
    if (does === "undo") this.undoing.back();
    else if (does === "redo") this.undoing.again();
    else if (does === "retry") this.board.retry(key);
    else if (does === "discard") this.board.discard(key);
    else if (does === "note") this.#toNotes(key);
    if (["retry", "discard", "note"].includes(does ?? "")) this.part("state").focus();
  }

  /** All of it, on as many notes as it takes. */
  #toNotes(/** @type {string} */ key) {
    const signs = [...(this.board.refusals.get(key)?.words ?? "")];
    for (let at = 0; at < signs.length; at += NOTE_LENGTH / 2) {
      const text = signs.slice(at, at + NOTE_LENGTH / 2).join("");
      this.board.do("create_piece", { piece: freshName(), type: "note", fields: { text }, lane: this.board.lanes[0]?.name ?? "" });
    }
    this.board.discard(key);
  }

  /** Texts have an undo of their own. */
  #pressed(/** @type {KeyboardEvent} */ event) {
    const { key, ctrlKey, metaKey, shiftKey, target } = event;
    const letter = ctrlKey || metaKey ? key.toLowerCase() : "";
    if (!["z", "y"].includes(letter) || /** @type {Element} */ (target).closest("input, textarea, select, dialog")) return;
    event.preventDefault();
    if (letter === "z" && !shiftKey) this.undoing.back();
    else this.undoing.again();
  }

  #buttons() {
    const can = { undo: this.undoing.canBack, redo: this.undoing.canAgain };
    for (const [does, is] of Object.entries(can)) this.root.querySelector(`[data-does="${does}"]`)?.setAttribute("aria-disabled", String(!is));
  }
}
