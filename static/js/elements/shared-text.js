/**
 * <shared-text>: a text that several write at once, around a plain textarea in a form.
 * Asks by `text-edit` {text, base, parts, instead} and `text-retry` {keys}; tells `text-changed` {text, words}.
 */

import { newKey } from "../live/keys.js";
import { Fate, wordsOf } from "../texts/fate.js";
import { Field } from "../texts/field.js";
import { apply } from "../texts/ot.js";
import { Shared } from "../texts/shared.js";
import { Undo } from "../texts/undo.js";
import { phrase } from "./phrases.js";
import { tell } from "./templates.js";
import { Writers } from "./writers.js";

const PACE_MS = 600;
const LEAST_MS = 250;
const TYPED = ["input", "compositionstart", "compositionend"];
const AGAIN_MS = 3000;

class SharedText extends HTMLElement {
  /** What waits until a word is composed or what was missed is here. @type {any[]} */ #queue = [];
  #fate = new Fate();
  #timer = 0;
  #handedAt = -Infinity;
  #isCatchingUp = false;
  #isLive = true;

  connectedCallback() {
    if (!this.field) this.#begin();
    window.addEventListener("pagehide", this.#flush);
    document.addEventListener("visibilitychange", this.#flush);
    this.#show();
  }

  disconnectedCallback() {
    this.#flush();
    window.removeEventListener("pagehide", this.#flush);
    document.removeEventListener("visibilitychange", this.#flush);
    this.writers?.stop();
  }

  #begin() {
    const area = /** @type {HTMLTextAreaElement} */ (this.querySelector("textarea"));
    this.field = new Field(area, (op, before) => this.#typed(op, before), () => this.#drain());
    this.shared = new Shared(Number(this.dataset.revision));
    this.undo = new Undo();
    this.writers = new Writers(this.querySelector("[data-writers]"));
    for (const name of TYPED) area.addEventListener(name, this.field);
    for (const name of ["keydown", "beforeinput", "blur"]) area.addEventListener(name, this);
    this.addEventListener("click", this);
    this.toggleAttribute("data-live", true);
  }

  handleEvent(/** @type {any} */ event) {
    if (event.type === "blur") this.#flush();
    else if (event.type === "click") this.#clicked(event);
    else this.#mayUndo(event);
  }

  /** An entry of this text, and the card of whoever wrote it; `isMine`: on this or another device. */
  take(/** @type {any} */ change, /** @type {any} */ card, /** @type {boolean} */ isMine) {
    this.#queue.push(change);
    if (!isMine) this.writers.wrote(card.name);
    this.#drain();
  }

  /** A command about this text goes its way. @returns {boolean} whether it holds nothing but what was made here */
  hears(/** @type {any} */ command) {
    if (!this.#fate.hears(command)) return false;
    const { state, args } = command;
    if (state === "sending" && args.parts.at(-1).key === this.shared.held?.key) this.shared.leaves();
    this.#show();
    if (state === "failed") tell(this, "told", { text: this.#refusal });
    return true;
  }

  /** Whether the line to the server holds. */
  line(/** @type {boolean} */ isLive) {
    this.#isLive = isLive;
    this.#show();
  }

  /** Asks the server for what came since: nobody sends it by itself. */
  async catchUp() {
    if (this.#isCatchingUp) return;
    this.#isCatchingUp = true;
    try {
      const { revision } = this.shared;
      const missed = await this.#since(revision);
      if (missed.revision < revision) await this.#beginAgain(missed.revision);
      else for (const step of missed.steps) this.#apply(step);
      this.#isCatchingUp = false;
      this.#drain();
    } catch {
      setTimeout(() => ((this.#isCatchingUp = false), this.catchUp()), AGAIN_MS);
    }
  }

  async #since(/** @type {number} */ revision) {
    const answer = await fetch(`${this.dataset.url}/since/${revision}`);
    if (!answer.ok || answer.redirected) throw new Error(String(answer.status));
    return answer.json();
  }

  /** The server has an older text than this page (a backup was put back): what is here is written anew. */
  async #beginAgain(/** @type {number} */ revision) {
    const { steps } = await this.#since(0);
    this.shared = new Shared(revision);
    this.undo = new Undo();
    this.field.words = steps.reduce((/** @type {string} */ words, /** @type {any} */ { op }) => apply(op, words), "");
    this.field.read();
  }

  #typed(/** @type {any} */ op, /** @type {string} */ before) {
    this.undo.typed(op, before, performance.now());
    this.#mine(op);
  }

  #mine(/** @type {any} */ op) {
    this.shared.typed(op);
    const wait = Math.max(LEAST_MS, this.#handedAt + PACE_MS - performance.now());
    this.#timer ||= setTimeout(this.#flush, wait);
    this.#changed();
  }

  /** Has all that was typed until now sent, or kept until it can be. */
  #flush = () => {
    clearTimeout(this.#timer);
    this.#timer = 0;
    if (!this.shared.loose.length) return;
    this.#handedAt = performance.now();
    const said = this.shared.handOver(newKey);
    this.#fate.made(said.parts);
    tell(this, "text-edit", { text: this.dataset.name, ...said, instead: this.#fate.idle });
  };

  #drain() {
    while (this.#queue.length && !this.field.isComposing && !this.#isCatchingUp) {
      const change = this.#queue[0];
      if (change.revision > this.shared.revision && !(this.shared.follows(change) && change.op)) {
        this.#queue = [];
        this.catchUp();
        return;
      }
      this.#queue.shift();
      if (change.revision > this.shared.revision) this.#apply(change);
    }
  }

  #apply(/** @type {any} */ change) {
    const op = this.shared.take(change);
    if (op.length) {
      this.undo.past(op);
      this.field.change(op);
    }
    this.#changed();
  }

  #mayUndo(/** @type {any} */ event) {
    const way = event.type === "keydown" ? wayOfKey(event) : { historyUndo: "back", historyRedo: "again" }[event.inputType];
    if (!way || this.field.area.readOnly) return;
    event.preventDefault();
    const op = this.undo.step(way, this.field.words);
    if (!op) return;
    this.field.change(op, { isOwn: true });
    this.#mine(op);
  }

  #clicked(/** @type {any} */ event) {
    if (event.target.closest('[data-does="retry-text"]')) tell(this, "text-retry", { keys: this.#fate.refused });
  }

  #changed() {
    this.#show();
    tell(this, "text-changed", { text: this.dataset.name, words: this.field.words });
  }

  get #refusal() {
    const { reason } = this.#fate;
    return reason === undefined ? "" : phrase("text-refused", { reason, words: wordsOf(this.shared.waiting) });
  }

  #show() {
    const wasWaiting = this.dataset.state && this.dataset.state !== "resting";
    const state = this.#refusal ? "refused" : this.shared.isWaiting ? (this.#isLive ? "saving" : "offline") : wasWaiting ? "saved" : "resting";
    this.dataset.state = state;
    part(this, "state").textContent = state === "refused" ? this.#refusal : state === "resting" ? "" : phrase(`text-${state}`);
    part(this, "count").textContent = phrase("text-count", { n: [...this.field.words].length, of: this.dataset.length });
    part(this, "retry").hidden = state !== "refused";
  }
}

const part = (/** @type {Element} */ within, /** @type {string} */ name) => /** @type {HTMLElement} */ (within.querySelector(`[data-${name}]`));

function wayOfKey(/** @type {KeyboardEvent} */ { key, ctrlKey, metaKey, shiftKey, altKey }) {
  if (!(ctrlKey || metaKey) || altKey) return undefined;
  if (key.toLowerCase() === "z") return shiftKey ? "again" : "back";
  return key.toLowerCase() === "y" && ctrlKey ? "again" : undefined;
}

customElements.define("shared-text", SharedText);
