/** The pieces that somebody has chosen on their canvas. Tells `change`. */

export class Choice extends EventTarget {
  /** @type {Set<string>} */ names = new Set();

  set(/** @type {Iterable<string>} */ names) {
    this.names = new Set(names);
    this.dispatchEvent(new Event("change"));
  }

  toggle(/** @type {string} */ name) {
    if (!this.names.delete(name)) this.names.add(name);
    this.dispatchEvent(new Event("change"));
  }

  clear() {
    if (this.names.size) this.set([]);
  }

  /** Lets go of what is not there any more. */
  keep(/** @type {(name: string) => boolean} */ isThere) {
    const left = [...this.names].filter(isThere);
    if (left.length < this.names.size) this.set(left);
  }
}
