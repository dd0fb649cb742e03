/** The page of a good practice: looks now and then whether it may still be shown, and whether it changed. */

import { clone } from "./elements/templates.js";

const LOOK_MS = 3_000;

class StillThere extends HTMLElement {
  #timer = 0;

  connectedCallback() {
    this.#timer = window.setInterval(() => this.#look(), LOOK_MS);
    document.addEventListener("visibilitychange", this);
  }

  disconnectedCallback() {
    window.clearInterval(this.#timer);
    document.removeEventListener("visibilitychange", this);
  }

  handleEvent() {
    void this.#look();
  }

  async #look() {
    if (document.hidden) return;
    const answer = await fetch(`${location.pathname}edition`).catch(() => null);
    if (!answer || !this.isConnected) return;
    if (answer.status === 404 || answer.redirected) this.#leave();
    else if (answer.ok && (await answer.json()).edition !== Number(this.dataset.edition)) this.#changed();
  }

  /** Nothing of it stays on the page, nor in its title. */
  #leave() {
    const gone = clone("gone-template");
    document.title = gone.querySelector("h1").textContent;
    this.replaceWith(gone);
  }

  #changed() {
    window.clearInterval(this.#timer);
    this.prepend(clone("changed-template"));
    this.#timer = 0;
  }
}

customElements.define("still-there", StillThere);
