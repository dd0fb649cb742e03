/** Which tab sends what: each holds a lock as long as it lives; what a closed one left, another takes. */

import { newKey } from "./keys.js";

export class Tabs {
  id = newKey();
  #leaving = new AbortController();

  /** @param {string} owner @param {LockManager | undefined} locks */
  constructor(owner, locks) {
    this.owner = owner;
    this.locks = locks;
    this.#hold();
  }

  /**
   * Takes over from a tab that is closed, or waits in the background until it is; resolves when
   * nothing can be done right now. Without locks, all may send: the key makes it harmless.
   */
  async whenClosed(/** @type {string} */ tab, /** @type {() => Promise<void>} */ takeOver) {
    if (this.locks) {
      const name = this.#name(tab);
      const isOpen = await this.locks.request(name, { ifAvailable: true }, async (lock) => {
        if (lock) await takeOver();
        return !lock;
      });
      if (isOpen) this.locks.request(name, { signal: this.#leaving.signal }, takeOver).catch(() => {});
    } else {
      await takeOver();
    }
  }

  leave() {
    this.#leaving.abort();
  }

  #hold() {
    const left = new Promise((resolve) => this.#leaving.signal.addEventListener("abort", resolve));
    this.locks?.request(this.#name(this.id), () => left).catch(() => {});
  }

  #name(/** @type {string} */ tab) {
    return `polylogue.outbox.${this.owner}.${tab}`;
  }
}
