/** <live-voice>: tells those who listen what came, gathered into one sentence every few seconds. */

import { counted } from "./phrases.js";

const PAUSE_MS = 4000;
const WORDS = 160;

class LiveVoice extends HTMLElement {
  /** @type {{name: string, text: string}[]} */ #said = [];
  /** @type {string[]} */ #news = [];
  #spokeAt = -Infinity;
  #timer = 0;

  disconnectedCallback() {
    clearTimeout(this.#timer);
  }

  /** Somebody wrote. */
  said(/** @type {{name: string, text: string}} */ message) {
    this.#said.push(message);
    this.#speakSoon();
  }

  /** Something else happened, in a sentence. */
  tell(/** @type {string} */ sentence) {
    this.#news.push(sentence);
    this.#speakSoon();
  }

  #speakSoon() {
    if (!this.#timer) this.#timer = setTimeout(() => this.#speak(), Math.max(100, this.#spokeAt + PAUSE_MS - performance.now()));
  }

  #speak() {
    const last = this.#said[this.#said.length - 1];
    const said = last ? [counted("said", this.#said.length, { name: last.name, text: last.text.slice(0, WORDS) })] : [];
    this.textContent = [...this.#news, ...said].join(" ");
    this.#said = [];
    this.#news = [];
    this.#timer = 0;
    this.#spokeAt = performance.now();
  }
}

customElements.define("live-voice", LiveVoice);
