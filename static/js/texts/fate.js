/** One's own commands about a text that are not done yet, and how each stands. */

const QUOTED = 200;

export class Fate {
  /** @type {Map<string, {state: string, text: string}>} */ #commands = new Map();
  /** @type {Set<string>} */ #made = new Set();

  /** These parts were made on this page. */
  made(/** @type {{key: string}[]} */ parts) {
    for (const { key } of parts) this.#made.add(key);
  }

  /** @returns {boolean} whether the command holds nothing but what was made here */
  hears(/** @type {any} */ { key, state, args, text }) {
    const isOurs = args.parts.every((/** @type {{key: string}} */ part) => this.#made.has(part.key));
    if (isOurs && ["sent", "discarded"].includes(state)) this.#commands.delete(key);
    else if (isOurs) this.#commands.set(key, { state, text });
    return isOurs;
  }

  /** Commands that a later one, which holds all of theirs, makes needless. */
  get idle() {
    return this.#keys((state) => state !== "sending");
  }

  get refused() {
    return this.#keys((state) => state === "failed");
  }

  get reason() {
    return [...this.#commands.values()].find(({ state }) => state === "failed")?.text;
  }

  #keys(/** @type {(state: string) => boolean} */ are) {
    return [...this.#commands].filter(([, { state }]) => are(state)).map(([key]) => key);
  }
}

/** What parts insert, to be shown to whoever may have to keep it elsewhere. */
export function wordsOf(/** @type {{op: (string | number)[]}[]} */ parts) {
  return allWordsOf(parts).slice(0, QUOTED);
}

export function allWordsOf(/** @type {{op: (string | number)[]}[]} */ parts) {
  const words = parts.flatMap(({ op }) => op).filter((piece) => typeof piece === "string");
  return words.join(" … ");
}
