/**
 * Names that can be written after an `@`, asked from the server when they are first needed.
 *
 * @typedef {{name: string, note: string, person?: number, role?: string}} Name
 */

const KNOWN_MS = 60_000;
const BEGUN = /(?:^|[^\p{L}\p{N}_])@([^@\n]{0,40})$/u;

/** What is written of a name before the caret; null where no name is being written. */
export function nameBefore(/** @type {string} */ text, /** @type {number} */ caret) {
  return BEGUN.exec(text.slice(0, caret))?.[1] ?? null;
}

/** Whether a name, or a word of it, begins like that. A name that is written out is not offered again. */
export function fits(/** @type {Name} */ { name }, /** @type {string} */ begun) {
  const [whole, start] = [name.toLowerCase(), begun.toLowerCase()];
  if (start.trimEnd() === whole) return false;
  return whole.startsWith(start) || whole.split(/\s+/).some((word) => word.startsWith(start));
}

/** Asks for the names of a room, once a minute at most; none when it cannot be asked. */
export function namesAt(/** @type {string} */ url) {
  /** @type {Promise<Name[]> | null} */ let asked = null;
  let at = -Infinity;
  return () => {
    if (!asked || performance.now() - at > KNOWN_MS) {
      at = performance.now();
      asked = fetch(url).then((answer) => answer.json()).then(({ names }) => names, () => []);
    }
    return asked;
  };
}
