/** The page of no room in particular, fetched once; that of any room is made of it without asking. */

const LATEST_MS = 20_000;

export class Blank {
  #page = "";
  #timer = 0;

  constructor(/** @type {HTMLElement} */ root) {
    const { blankUrl = "", blankRoom = "", blankStream = "" } = root.dataset;
    this.url = blankUrl;
    this.room = blankRoom;
    this.stream = blankStream;
  }

  /** People may be taken away before long: now it is worth fetching, but not by everybody at once. */
  soon() {
    if (!this.#page) this.#timer ||= setTimeout(() => this.#fetch(), Math.random() * LATEST_MS);
  }

  async #fetch() {
    try {
      const answer = await fetch(this.url);
      if (answer.ok && !answer.redirected) this.#page = await answer.text();
    } catch {
      this.#timer = 0;
      // Whoever is taken away meanwhile gets the page from the server.
    }
  }

  /** @returns {HTMLElement | null} the page of a room, or null if there is none to make it of */
  of(/** @type {any} */ { room, stream, epoch, after, title, rule, read }) {
    if (!this.#page) return null;
    const text = this.#page.replaceAll(this.room, String(room)).replaceAll(this.stream, String(stream));
    const made = new DOMParser().parseFromString(text, "text/html").getElementById("room");
    const root = made && document.importNode(made, true);
    if (!root) return null;
    Object.assign(root.dataset, { epoch, seq: String(after) });
    for (const name of ["dialogueStream", "dialogueEpoch", "dialogueSeq", "placeSeq", "csrf", "card", "people"]) keep(root, name);
    for (const place of root.querySelectorAll("#room-title")) place.textContent = title;
    const log = root.querySelector("room-log");
    if (log instanceof HTMLElement) log.dataset.read = String(read);
    root.querySelector(".rule")?.setAttribute("data-rule", rule);
    return root;
  }
}

/** What the page knows better than the one that was fetched a while ago. */
function keep(/** @type {HTMLElement} */ root, /** @type {string} */ name) {
  const known = document.getElementById("room")?.dataset[name];
  if (known !== undefined) root.dataset[name] = known;
}
