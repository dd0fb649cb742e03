/**
 * What this person's hand does, as the others may see it: said when it changed, ten times a second at most, and
 * never of what only this person sees. It is newest that counts, so nothing waits while there is no line.
 */

const CHOSEN = 20;
const VIEW_MS = 1000;

/** @typedef {{at?: [number, number] | null, chosen?: string[], held?: [number, number] | null, writing?: [string, string] | null, view?: number[] | null, leads?: boolean}} Doing */

export class Pointing {
  paceMs = 100;
  isOn = true;
  /** Whether hands are shown on this board at all. */ isShown = true;
  /** @type {Doing} */ #now = {};
  /** @type {Record<string, string>} */ #said = {};
  /** @type {any} */ #timer = null;
  #saidAt = -Infinity;
  #viewAt = -Infinity;

  /**
   * @param {(doing: object | null) => boolean} say whether it is on its way
   * @param {(name: string) => boolean} isSeenByAll
   * @param {{ticks: () => number, setTimeout: (act: () => void, ms: number) => any}} [clock]
   */
  constructor(say, isSeenByAll, clock = { ticks: () => performance.now(), setTimeout: (act, ms) => setTimeout(act, ms) }) {
    this.say = say;
    this.isSeenByAll = isSeenByAll;
    this.clock = clock;
  }

  /** @param {Doing} doing what it does otherwise now */
  does(doing) {
    Object.assign(this.#now, doing);
    this.#soon();
  }

  /** Says everything anew: there is a line again, or hands are shown again. */
  again() {
    this.#said = {};
    this.#now = { at: null, ...this.#now };
    this.#soon();
  }

  /** Not to be seen, and not to see; or again. */
  turn(/** @type {boolean} */ isOn) {
    this.isOn = isOn;
    if (isOn) this.again();
    else this.say(null);
  }

  #soon(at = this.#saidAt + this.paceMs) {
    if (this.#timer !== null || !this.isOn || !this.isShown) return;
    this.#timer = this.clock.setTimeout(() => this.#tell(), Math.max(0, at - this.clock.ticks()));
  }

  #tell() {
    this.#timer = null;
    if (!this.isOn || !this.isShown) return;
    const now = this.clock.ticks();
    const said = this.#changed(now);
    if (Object.keys(said).length) {
      this.#saidAt = now;
      if (!this.say(said)) return;
      for (const [part, value] of Object.entries(said)) this.#said[part] = JSON.stringify(value);
      if ("view" in said) this.#viewAt = now;
    }
    if (this.#now.view && this.#said.view !== JSON.stringify(this.#now.view)) this.#soon(this.#viewAt + VIEW_MS);
  }

  #changed(/** @type {number} */ now) {
    const seen = { ...this.#now };
    if (seen.chosen) seen.chosen = seen.chosen.filter(this.isSeenByAll).slice(0, CHOSEN);
    if (seen.writing && !this.isSeenByAll(seen.writing[0])) seen.writing = null;
    const changed = Object.entries(seen).filter(([part, value]) => JSON.stringify(value) !== this.#said[part]);
    return Object.fromEntries(changed.filter(([part]) => part !== "view" || now - this.#viewAt >= VIEW_MS));
  }
}
