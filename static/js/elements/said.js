/** What the server said of a deed: news of others leave it on the page until there was time to read it. */

const READ_MS = 20000;

export class Said {
  #at = 0;

  constructor(now = () => performance.now()) {
    this.now = now;
    this.again();
  }

  /** Something was said just now. */
  again() {
    this.#at = this.now();
  }

  get isRead() {
    return this.now() - this.#at >= READ_MS;
  }
}
