/** What this person may do on the board, as the server's table says for their role. */

const LOCKS = ["free", "piece", "board"];

export class Permits {
  /** @param {Record<string, Record<string, string>>} table by operation and phase: a sign for each lock, others' and one's own */
  constructor(table = {}, isOpen = false) {
    this.table = table;
    this.isOpen = isOpen;
  }

  allow(/** @type {string} */ operation, /** @type {string} */ phase, /** @type {string} */ lock, /** @type {boolean} */ owns) {
    return this.table[operation]?.[phase]?.[2 * LOCKS.indexOf(lock) + Number(owns)] === "1";
  }
}
