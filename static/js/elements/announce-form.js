/** <announce-form>: sends an announcement without leaving the room; a plain form otherwise. */

import { newKey } from "../live/keys.js";
import { phrase } from "./phrases.js";
import { tell } from "./templates.js";

class AnnounceForm extends HTMLElement {
  connectedCallback() {
    this.addEventListener("submit", this);
  }

  disconnectedCallback() {
    this.removeEventListener("submit", this);
  }

  async handleEvent(/** @type {SubmitEvent} */ event) {
    event.preventDefault();
    const form = /** @type {HTMLFormElement} */ (this.querySelector("form"));
    try {
      const answer = await fetch(form.action, { method: "POST", body: new FormData(form), redirect: "manual" });
      if (answer.type !== "opaqueredirect") throw new Error(String(answer.status));
    } catch {
      return tell(this, "trouble", { text: phrase("refused") });
    }
    form.reset();
    /** @type {HTMLInputElement} */ (form.elements.namedItem("key")).value = newKey();
    this.hidePopover();
  }
}

customElements.define("announce-form", AnnounceForm);
