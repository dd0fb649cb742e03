/** What a board's page asks the server for by itself. */

import { pieceOf, State } from "./state.js";

export class Fetching {
  epoch = "";
  /** Stands for its timer and call. */ led = "";

  /** @param {string} url of the board @param {typeof globalThis.fetch} fetch */
  constructor(url, fetch) {
    this.url = url;
    this.fetch = /** @type {typeof globalThis.fetch} */ ((...request) => fetch(...request));
  }

  /** What everybody sees, and what this person sees alone, which is never older. */
  async board() {
    const { epoch, led, phase, rules, round, seq, totals, card, pieces, mine: own } = await this.#json("state");
    const state = Object.assign(new State(), { phase, rules, round, seq, totals, card });
    for (const said of pieces) state.pieces.set(said.name, pieceOf(said));
    Object.assign(this, { epoch, led });
    return { state, own };
  }

  /** @returns {Promise<any>} */
  mine() {
    return this.#json("mine");
  }

  /** What was written in a text after an entry. @returns {Promise<{op: any, seq: number, key?: string}[]>} */
  async since(/** @type {string} */ piece, /** @type {string} */ field, /** @type {number} */ seq) {
    return (await this.#json(`pieces/${piece}/${field}/since/${seq}`, { steps: [] })).steps;
  }

  async #json(/** @type {string} */ what, /** @type {any} */ missing = undefined) {
    const answer = await this.fetch(`${this.url}${what}`, { credentials: "same-origin" });
    if (answer.status === 404 && missing) return missing;
    if (!answer.ok || answer.redirected) throw new Error(String(answer.status));
    return answer.json();
  }
}
