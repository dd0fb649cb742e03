/** Tells those who listen of new questions, in one sentence now and then. */

import { counted } from "../../elements/phrases.js";

const PAUSE_MS = 3000;

export class QuestionNews {
  #count = 0;
  #last = "";
  #timer = 0;

  constructor(/** @type {(name: string) => any} */ part) {
    this.part = part;
  }

  asked(/** @type {string} */ text) {
    this.#count += 1;
    this.#last = text;
    this.#timer ||= setTimeout(() => this.#tell(), PAUSE_MS);
  }

  tell(/** @type {string} */ sentence) {
    this.part("live-voice").tell(sentence);
  }

  #tell() {
    this.tell(counted("asked", this.#count, { text: this.#last }));
    this.#count = 0;
    this.#timer = 0;
  }
}
