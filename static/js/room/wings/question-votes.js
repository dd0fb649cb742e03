/** Votes of questions as they are shown: as the server counted, and with one's own that are on their way. */

import { showVotes } from "../../elements/question.js";
import { Reactions } from "./reaction-state.js";

const COMMAND = "questions.vote";
/** A vote is kept like a reaction of this name. */
const VOTE = "vote";

export class Votes {
  #state = new Reactions();

  constructor(/** @type {any} */ panel) {
    this.panel = panel;
    this.learn();
  }

  /** What the server rendered; only pages know one's own. */
  learn() {
    for (const item of this.panel.items) {
      if (!item.dataset.seq) continue;
      const own = item.querySelector(".question__vote").ariaPressed === "true" ? [VOTE] : [];
      this.#state.learn(Number(item.dataset.seq), { [VOTE]: Number(item.dataset.votes) }, own);
    }
  }

  forget() {
    this.#state.forget();
  }

  counted(/** @type {Record<string, number>} */ questions) {
    for (const [seq, votes] of Object.entries(questions)) {
      this.#state.counted(Number(seq), { [VOTE]: votes });
      this.#showAt(seq);
    }
    this.panel.changed();
  }

  /** Follows a vote of one's own: shown at once, taken back if it is refused. */
  follow(/** @type {any} */ { name, key, state, args }) {
    if (name !== COMMAND) return;
    this.#state.follow({ key, state, args: { message: args.question, emoji: VOTE, on: args.on } });
    this.#showAt(args.question);
  }

  show(/** @type {HTMLElement} */ item) {
    const seq = Number(item.dataset.seq);
    showVotes(item, this.#state.shown(seq)?.[VOTE] ?? 0, this.#state.isOwn(seq, VOTE));
  }

  #showAt(/** @type {number | string} */ seq) {
    const item = this.panel.item(seq);
    if (item) this.show(item);
  }
}
