/**
 * <renew-in data-seconds>: counts down to when something ends by itself, then asks for the page's parts
 * again. Seconds come from the server: the clock of this device may be wrong. Tells `renew`.
 */

import { tell } from "./templates.js";

class RenewIn extends HTMLElement {
  connectedCallback() {
    this.endsAt = performance.now() + 1000 * Number(this.dataset.seconds);
    this.left = document.createElement("span");
    this.left.className = "renew-in__left";
    this.left.setAttribute("role", "timer");
    this.append(" ", this.left);
    this.timer = setInterval(() => this.#tick(), 1000);
    this.#tick();
  }

  disconnectedCallback() {
    clearInterval(this.timer);
  }

  #tick() {
    const seconds = Math.max(0, Math.ceil(((this.endsAt ?? 0) - performance.now()) / 1000));
    const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
    const parts = hours ? [hours, two(minutes), two(seconds % 60)] : [minutes, two(seconds % 60)];
    if (this.left) this.left.textContent = `(${parts.join(":")})`;
    if (seconds > 0) return;
    clearInterval(this.timer);
    tell(this, "renew", null);
  }
}

const two = (/** @type {number} */ n) => String(n).padStart(2, "0");

customElements.define("renew-in", RenewIn);
