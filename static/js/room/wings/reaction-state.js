/**
 * How often messages have each reaction, and which are one's own: as the server counted, and with
 * what is on its way. Knows no page.
 *
 * @typedef {Record<string, number>} Counts
 * @typedef {{key: string, state: string, args: {message: number, emoji: string, on: boolean}}} Command
 */

export class Reactions {
  /** @type {Map<number, Counts>} */ #counts = new Map();
  /** @type {Map<number, Set<string>>} */ #own = new Map();
  /** @type {Map<string, Command>} */ #underway = new Map();

  /** What is said of a message; what is known already is newer. Only pages know one's own. */
  learn(/** @type {number} */ seq, /** @type {Counts} */ counts, /** @type {string[] | undefined} */ own = undefined) {
    if (own && !this.#own.has(seq)) this.#own.set(seq, new Set(own));
    if (!this.#counts.has(seq)) this.#counts.set(seq, { ...counts });
  }

  /** The page is made anew: what it says then is newer. */
  forget() {
    this.#counts.clear();
    this.#own.clear();
  }

  knows(/** @type {number} */ seq) {
    return this.#counts.has(seq);
  }

  own(/** @type {number} */ seq) {
    return this.#own.get(seq) ?? new Set();
  }

  isOwn(/** @type {number} */ seq, /** @type {string} */ emoji) {
    return this.own(seq).has(emoji);
  }

  /** The counts to show, or undefined if there is none. @returns {Counts | undefined} */
  shown(/** @type {number} */ seq) {
    const counts = Object.entries(this.#counts.get(seq) ?? {}).filter(([, n]) => n > 0);
    return counts.length ? Object.fromEntries(counts) : undefined;
  }

  /** The server counted; what is on its way is not in it yet. @returns {number} how many more than before */
  counted(/** @type {number} */ seq, /** @type {Counts} */ counts) {
    const before = sum(this.#counts.get(seq));
    this.#counts.set(seq, { ...counts });
    for (const { args } of this.#underway.values()) if (args.message === seq) this.#add(args, args.on ? 1 : -1);
    for (const emoji of this.own(seq)) if (!this.#count(seq, emoji)) this.#add({ message: seq, emoji }, 1);
    return sum(this.#counts.get(seq)) - before;
  }

  /** Follows a command of one's own: shown at once, taken back if it is refused. */
  follow(/** @type {Command} */ command) {
    const isKnown = this.#underway.has(command.key);
    const isOver = ["sent", "failed", "discarded"].includes(command.state);
    if (!isKnown && !isOver) this.#begin(command);
    else if (isKnown && isOver) this.#end(command);
  }

  #begin(/** @type {Command} */ { key, state, args }) {
    const isNew = this.isOwn(args.message, args.emoji) !== args.on;
    if (isNew) this.#turn(args, args.on);
    if (isNew) this.#underway.set(key, { key, state, args });
  }

  #end(/** @type {Command} */ { key, state, args }) {
    this.#underway.delete(key);
    if (state !== "sent") this.#turn(args, !args.on);
  }

  #turn(/** @type {{message: number, emoji: string}} */ args, /** @type {boolean} */ on) {
    const own = new Set(this.own(args.message));
    if (on) own.add(args.emoji);
    else own.delete(args.emoji);
    this.#own.set(args.message, own);
    this.#add(args, on ? 1 : -1);
  }

  #count(/** @type {number} */ seq, /** @type {string} */ emoji) {
    return this.#counts.get(seq)?.[emoji] ?? 0;
  }

  #add(/** @type {{message: number, emoji: string}} */ { message, emoji }, /** @type {number} */ n) {
    const counts = this.#counts.get(message) ?? {};
    this.#counts.set(message, { ...counts, [emoji]: Math.max(0, (counts[emoji] ?? 0) + n) });
  }
}

function sum(/** @type {Counts} */ counts = {}) {
  return Object.values(counts).reduce((all, n) => all + n, 0);
}
