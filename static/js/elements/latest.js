/** Markup that the server makes for one part of a page, asked for again and again. */

import { Askings } from "./askings.js";
import { fromServer } from "./templates.js";

export class Latest {
  #askings = new Askings();

  /**
   * @returns {Promise<DocumentFragment | null>} null if another was asked for since; throws if there is none
   */
  async get(/** @type {string} */ url, headers = { "HX-Request": "true" }) {
    const isLatest = this.#askings.begin();
    try {
      const answer = await fetch(url, { headers });
      if (!answer.ok || answer.redirected) throw new Error(String(answer.status));
      const html = await answer.text();
      return isLatest() ? fromServer(html) : null;
    } catch (problem) {
      if (!isLatest()) return null;
      throw problem;
    }
  }
}
