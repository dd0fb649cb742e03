/**
 * <round-clock>: how long it is until people are taken to their groups, or back. The moments are the
 * server's, and so is the time it is told; what a browser takes for the time does not matter.
 */

const SOON_S = 60;

class RoundClock extends HTMLElement {
  /** Shows how long it still is. @returns {{phase: string, left: number}} whole seconds, rounded up */
  tick(/** @type {Date} */ now) {
    const { phase, at } = phaseOf(this.dataset, now.getTime());
    const left = at === null ? Infinity : Math.max(0, Math.ceil((at - now.getTime()) / 1000));
    this.hidden = !phase;
    this.dataset.phase = phase;
    this.toggleAttribute("data-soon", left <= SOON_S);
    for (const part of /** @type {NodeListOf<HTMLElement>} */ (this.querySelectorAll("[data-when]"))) {
      part.hidden = part.dataset.when !== phase;
      const time = part.querySelector("time");
      if (time && !part.hidden) time.textContent = clockFace(left);
    }
    return { phase, left };
  }
}

/** What the clock runs to now, and when that is; none while nothing is ahead. */
export function phaseOf(/** @type {{state?: string, opensAt?: string, endsAt?: string, returnsAt?: string}} */ { state, opensAt, endsAt, returnsAt }, /** @type {number} */ now) {
  if (state === "opening" && opensAt) return { phase: "opening", at: Date.parse(opensAt) };
  if (state !== "open") return { phase: "", at: null };
  if (!endsAt || !returnsAt) return { phase: "endless", at: null };
  return now < Date.parse(endsAt) ? { phase: "work", at: Date.parse(endsAt) } : { phase: "grace", at: Date.parse(returnsAt) };
}

/** Seconds as minutes and seconds, as on a clock: 75 is 1:15. */
export function clockFace(/** @type {number} */ seconds) {
  const minutes = Math.floor(seconds / 60);
  return `${minutes}:${String(seconds % 60).padStart(2, "0")}`;
}

if (globalThis.customElements) customElements.define("round-clock", RoundClock);
