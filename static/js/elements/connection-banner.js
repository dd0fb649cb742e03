/** <connection-banner>: silent while the line is up; else says what is the matter, and what to do about it. */

import { find, phrase } from "./phrases.js";
import { clone } from "./templates.js";

const PATIENCE_MS = 1200;
const POLLING_NOTE_MS = 8000;

class ConnectionBanner extends HTMLElement {
  #timer = 0;

  /** @param {{state: string, code?: number, text?: string}} status as the live session tells it */
  show({ state, code }) {
    clearTimeout(this.#timer);
    if (state === "live") this.#say("live");
    else if (state === "closed") this.#closed(code);
    else if (state === "offline") this.#say("closed", "offline", "trouble-icon");
    else if (state === "polling") this.#polling();
    else this.#timer = setTimeout(() => this.#say("connecting", "reconnecting", "connecting-icon"), PATIENCE_MS);
  }

  disconnectedCallback() {
    clearTimeout(this.#timer);
  }

  #say(/** @type {string} */ state, /** @type {string} */ name = "", /** @type {string} */ icon = "") {
    this.dataset.state = state;
    this.replaceChildren(...(name ? [clone(icon), text(phrase(name))] : []));
  }

  #polling() {
    this.#say("connecting", "polling", "trouble-icon");
    this.#timer = setTimeout(() => this.#say("live"), POLLING_NOTE_MS);
  }

  #closed(/** @type {number | undefined} */ code) {
    const name = find(`closed-${code}`) === undefined ? "closed" : `closed-${code}`;
    this.#say("closed", name, "trouble-icon");
    if (![4003, 4004, 4005, 4006].includes(Number(code))) this.append(again(code === 4001 ? "sign-in" : "reload"));
  }
}

function text(/** @type {string} */ words) {
  const made = document.createElement("span");
  made.textContent = words;
  return made;
}

/** Loading the page again is also the way to the sign-in page, and back from it. */
function again(/** @type {string} */ name) {
  const link = document.createElement("a");
  link.className = "button button--small";
  link.href = location.pathname;
  link.textContent = phrase(name);
  return link;
}

customElements.define("connection-banner", ConnectionBanner);
