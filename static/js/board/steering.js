/** The phase of a board and how it works, for those who lead it; and what the phase is, for everybody. */

import { counted, phrase } from "../elements/phrases.js";
import { partsOf } from "../elements/templates.js";

const BOXES = ["hides_votes", "is_private", "is_locked", "hides_hands"];

export class Steering {
  /** @param {HTMLElement} root with the parts of `_board_phase.html` @param {import("./board.js").Board} board */
  constructor(root, board) {
    Object.assign(this, { part: partsOf(root), root, board });
    board.addEventListener("change", (/** @type {any} */ { detail: { all } }) => this.#show(all));
    root.addEventListener("submit", (event) => this.#submitted(/** @type {SubmitEvent} */ (event)));
  }

  #show(/** @type {boolean} */ isAll) {
    const { board } = this;
    const { phase, rules, me } = board;
    const isVote = phase === "vote";
    this.part("phase").textContent = phrase(`board-phase-${phase}`);
    this.part("says").textContent = phrase(`board-says-${phase}`);
    this.part("locked").hidden = !rules.is_locked;
    this.part("private").hidden = !rules.is_private;
    this.part("votes").hidden = !isVote;
    this.part("votes").textContent = isVote ? `${counted("board-left", me.dotsLeft)} ${board.hidesVotes ? phrase("board-hidden") : ""}` : "";
    this.part("steer").hidden = !me.may("set_phase");
    if (isAll) this.#fill();
  }

  #fill() {
    const { rules, phase } = this.board;
    for (const [name, value] of Object.entries({ ...rules, phase })) {
      const field = /** @type {HTMLInputElement | null} */ (this.root.querySelector(`[name="${name}"]`));
      if (!field || field === document.activeElement) continue;
      if (BOXES.includes(name)) field.checked = Boolean(value);
      else field.value = String(value);
    }
  }

  #submitted(/** @type {SubmitEvent} */ event) {
    event.preventDefault();
    const said = new FormData(/** @type {HTMLFormElement} */ (event.target));
    if (said.get("do") === "phase") this.board.do("set_phase", { phase: said.get("phase"), anew: said.has("anew") });
    else {
      const boxes = Object.fromEntries(BOXES.map((name) => [name, said.has(name)]));
      this.board.do("set_rules", { budget: Number(said.get("budget")), most: Number(said.get("most")), ...boxes });
    }
  }
}
