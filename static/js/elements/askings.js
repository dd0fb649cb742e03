/** Answers may overtake one another: only the one that was asked for last counts. */
export class Askings {
  #last = 0;

  /** @returns {() => boolean} whether nothing was asked for since */
  begin() {
    const mine = ++this.#last;
    return () => mine === this.#last;
  }
}
