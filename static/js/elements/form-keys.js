/** The key that a form is sent with: the same thing said once more, before an answer came, is the same command. */

import { newKey } from "../live/keys.js";

/** Made anew with each page, and no part of what is said. */
const ASIDE = new Set(["key", "csrfmiddlewaretoken"]);

export class FormKeys {
  /** @type {Map<string, {key: string, isOnItsWay: boolean}>} */ #sent = new Map();

  /** @returns {string | null} the key to send it with; null while the same is on its way */
  begin(/** @type {string} */ to, /** @type {FormData} */ said) {
    const what = wordsOf(to, said);
    const { key, isOnItsWay } = this.#sent.get(what) ?? { key: newKey(), isOnItsWay: false };
    if (isOnItsWay) return null;
    this.#sent.set(what, { key, isOnItsWay: true });
    return key;
  }

  /** @param {string} to @param {FormData} said @param {number} status of the answer; 0 if there was none */
  ended(to, said, status) {
    const what = wordsOf(to, said);
    const sent = this.#sent.get(what);
    if (status > 0 && status < 500) this.#sent.delete(what);
    else if (sent) sent.isOnItsWay = false;
  }
}

function wordsOf(/** @type {string} */ to, /** @type {FormData} */ said) {
  const fields = [...said].filter(([name]) => !ASIDE.has(name));
  return JSON.stringify([to, ...fields.map(([name, value]) => [name, typeof value === "string" ? value : [value.name, value.size]])]);
}
