/**
 * Words that were refused in a room which is not in view: they would have no place where they could be seen.
 * A note keeps them, on this page and, since their command stays in the outbox, on the next, until the person is done with them.
 */

import { keepNote, removeNote } from "../elements/kept-notes.js";
import { allWordsOf } from "../texts/fate.js";

const ofMessage = (/** @type {any} */ { text }) => text;
/** @type {Record<string, (args: any) => string>} */
const WORDS = { "chat.post_message": ofMessage, "chat.post_reply": ofMessage, "chat.edit_message": ofMessage, "texts.edit": ({ parts }) => allWordsOf(parts) };

/** @returns {string} what its person wrote in a command */
export function wordsIn(/** @type {{name: string, args: any}} */ { name, args }) {
  return WORDS[name]?.(args) ?? "";
}

/** Shows what a failed command says, until its person is done with it. */
export function keep(/** @type {any} */ session, /** @type {any} */ command) {
  const done = () => session.discard(command.key);
  const words = wordsIn(command);
  if (words) keepNote({ key: command.key, words, reason: command.text, done });
  else done();
}

export class LeftBehind {
  /** @type {Map<string, any>} */ #failed = new Map();

  constructor(/** @type {any} */ session, { show = keep, hide = removeNote } = {}) {
    this.session = session;
    this.show = show;
    this.hide = hide;
    session.addEventListener("command", (/** @type {any} */ { detail }) => this.#hear(detail));
  }

  /** Another room is in view: what was refused in the one before has been seen there, but can be no more. */
  look() {
    for (const command of this.#failed.values()) if (command.args.stream !== this.session.room) this.show(this.session, command);
  }

  #hear(/** @type {any} */ command) {
    const isKept = command.state === "failed" && wordsIn(command) !== "";
    if (!isKept) {
      if (this.#failed.delete(command.key)) this.hide(command.key);
      return;
    }
    this.#failed.set(command.key, command);
    // A text may be sent again, and decides for itself (wings/texts.js).
    if (command.name !== "texts.edit" && command.args.stream !== this.session.room) this.show(this.session, command);
  }
}
