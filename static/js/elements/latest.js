/** Markup that the server makes for one part of a page, asked for again and again. */

import { fromServer } from "./templates.js";

export class Latest {
  #asked = 0;

  /**
   * Answers may overtake one another: only the one that was asked for last is given.
   * @returns {Promise<DocumentFragment | null>} null if another was asked for since; throws if there is none
   */
  async get(/** @type {string} */ url, headers = { "HX-Request": "true" }) {
    const mine = ++this.#asked;
    try {
      const answer = await fetch(url, { headers });
      if (!answer.ok || answer.redirected) throw new Error(String(answer.status));
      const html = await answer.text();
      return mine === this.#asked ? fromServer(html) : null;
    } catch (problem) {
      if (mine !== this.#asked) return null;
      throw problem;
    }
  }
}
