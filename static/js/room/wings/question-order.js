/**
 * Which questions a list shows and in which order. Knows no page.
 *
 * @typedef {{seq: number, state: string, votes: number}} Question
 */

/** @returns {number[]} the seqs of those in this state; equal votes go by time */
export function ordered(/** @type {Question[]} */ questions, /** @type {{show: string, order: string}} */ { show, order }) {
  const shown = questions.filter(({ state }) => state === show);
  const byVotes = (/** @type {Question} */ a, /** @type {Question} */ b) => b.votes - a.votes || a.seq - b.seq;
  return shown.sort(order === "votes" ? byVotes : (a, b) => a.seq - b.seq).map(({ seq }) => seq);
}

/** Whether a list that shows these has to be put in order; what came at its end is in place already. */
export function isOutOfOrder(/** @type {number[]} */ shown, /** @type {number[]} */ wanted) {
  return shown.length !== wanted.length || shown.some((seq, place) => seq !== wanted[place]);
}
