/** <report-now>: which group reports to the plenary, and how long it still has. */

import { phrase } from "./phrases.js";

class ReportNow extends HTMLElement {
  called(/** @type {{title: string, ends_at: string, next: string}} */ { title, ends_at: endsAt, next }) {
    this.dataset.endsAt = endsAt;
    part(this, "group").textContent = title;
    this.nextIs(next);
    this.hidden = false;
  }

  nextIs(/** @type {string} */ title) {
    part(this, "next").hidden = !title;
    part(this, "next-group").textContent = title;
  }

  extended(/** @type {string} */ endsAt) {
    this.dataset.endsAt = endsAt;
  }

  ended() {
    this.hidden = true;
  }

  at(/** @type {Date} */ now) {
    if (this.hidden) return;
    const left = Math.ceil((Date.parse(this.dataset.endsAt ?? "") - now.getTime()) / 1000);
    const words = left > 0 ? phrase("report-left", { minutes: Math.floor(left / 60), seconds: String(left % 60).padStart(2, "0") }) : phrase("report-over");
    this.toggleAttribute("data-over", left <= 0);
    part(this, "left").textContent = words;
  }
}

const part = (/** @type {Element} */ within, /** @type {string} */ name) => /** @type {HTMLElement} */ (within.querySelector(`[data-${name}]`));

customElements.define("report-now", ReportNow);
