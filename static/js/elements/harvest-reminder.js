/** <harvest-reminder>: shortly before a group's time is over, what is missing of its harvest. */

import { counted, phrase } from "./phrases.js";
import { tell } from "./templates.js";

const SHORTLY_MS = 2 * 60 * 1000;

class HarvestReminder extends HTMLElement {
  #wasShown = false;

  connectedCallback() {
    this.querySelector("button")?.addEventListener("click", () => tell(this, "open-harvest", {}));
  }

  /** `sheet`: how many fields are empty, and whether it is handed in. */
  at(/** @type {Date} */ now, /** @type {{endsAt?: string, returnsAt?: string}} */ { endsAt, returnsAt }, /** @type {{empty: number, isHandedIn: boolean}} */ sheet) {
    const left = endsAt ? Date.parse(endsAt) - now.getTime() : Infinity;
    const isOver = returnsAt ? now.getTime() > Date.parse(returnsAt) : false;
    const isShown = left < SHORTLY_MS && !isOver && !sheet.isHandedIn;
    this.hidden = !isShown;
    if (!isShown) return;
    const words = left <= 0 ? phrase("harvest-last-seconds") : sheet.empty ? counted("harvest-missing", sheet.empty) : phrase("harvest-to-hand-in");
    const place = /** @type {HTMLElement} */ (this.querySelector(".harvest-note__words"));
    if (place.textContent !== words) place.textContent = words;
    if (!this.#wasShown) tell(this, "harvest-asked", { text: words });
    this.#wasShown = true;
  }
}

customElements.define("harvest-reminder", HarvestReminder);
