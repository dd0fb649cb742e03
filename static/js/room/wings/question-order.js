/**
 * Which questions a list shows and in which order. Knows no page.
 *
 * @typedef {{seq: number, state: string, votes: number, isCurrent?: boolean}} Question
 */

/** @returns {number[]} the seqs of those in this state, the one taken up first; equal votes go by time */
export function ordered(/** @type {Question[]} */ questions, /** @type {{show: string, order: string}} */ { show, order }) {
  const shown = questions.filter(({ state }) => state === show);
  const isFirst = (/** @type {Question} */ a, /** @type {Question} */ b) => Number(b.isCurrent ?? false) - Number(a.isCurrent ?? false);
  const byVotes = (/** @type {Question} */ a, /** @type {Question} */ b) => (order === "votes" ? b.votes - a.votes : 0);
  return shown.sort((a, b) => isFirst(a, b) || byVotes(a, b) || a.seq - b.seq).map(({ seq }) => seq);
}

/** Whether a list that shows these has to be put in order; what came at its end is in place already. */
export function isOutOfOrder(/** @type {number[]} */ shown, /** @type {number[]} */ wanted) {
  return shown.length !== wanted.length || shown.some((seq, place) => seq !== wanted[place]);
}
