/** The page of no room in particular, fetched once; that of any room is made of it without asking. */

const LATEST_MS = 20_000;

export class Blank {
  #page = "";
  #timer = 0;

  constructor(/** @type {HTMLElement} */ root) {
    const { blankUrl = "", blankRoom = "", blankStream = "", blankTitle = "" } = root.dataset;
    this.url = blankUrl;
    this.room = blankRoom;
    this.stream = blankStream;
    this.title = blankTitle;
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
  of(/** @type {any} */ { room, stream, epoch, after, title, rule, read, kind }) {
    if (!this.#page) return null;
    const text = this.#page.replaceAll(this.room, String(room)).replaceAll(this.stream, String(stream));
    const made = new DOMParser().parseFromString(text, "text/html").getElementById("room");
    const root = made && document.importNode(made, true);
    if (!root) return null;
    Object.assign(root.dataset, { epoch, seq: String(after), kind });
    for (const name of ["dialogueStream", "dialogueEpoch", "dialogueSeq", "placeSeq", "csrf", "card", "people"]) keep(root, name);
    entitle(root, this.title, title);
    const log = root.querySelector("room-log");
    if (log instanceof HTMLElement) log.dataset.read = String(read);
    root.querySelector(".rule")?.setAttribute("data-rule", rule);
    return root;
  }
}

/** The title of the room, wherever the page says it. */
function entitle(/** @type {HTMLElement} */ root, /** @type {string} */ blank, /** @type {string} */ title) {
  const texts = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const text = texts.currentNode;
    if (text.nodeValue?.includes(blank)) text.nodeValue = text.nodeValue.replaceAll(blank, () => title);
  }
  for (const place of root.querySelectorAll(`[aria-label*="${blank}"]`)) {
    place.setAttribute("aria-label", (place.getAttribute("aria-label") ?? "").replaceAll(blank, () => title));
  }
}

/** What the page knows better than the one that was fetched a while ago. */
function keep(/** @type {HTMLElement} */ root, /** @type {string} */ name) {
  const known = document.getElementById("room")?.dataset[name];
  if (known !== undefined) root.dataset[name] = known;
}
