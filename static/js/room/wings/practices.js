/** Good practices on a room page: pinning from the menu of a message, the list beside, who is asked. */

import "../../elements/practice-panel.js";
import { Latest } from "../../elements/latest.js";
import { declareLook } from "../../elements/looks.js";
import { phrase } from "../../elements/phrases.js";

const SPREAD_MS = 600;
/** With many people here they do not all ask at once: some hundred a second. */
const SHARE_MS = 10;
const CLOSED = "followup.practice_closed";

export function practices(/** @type {any} */ { root, session, part, on }) {
  const panel = part("practice-panel");
  const list = new List(root, panel);

  declareLook("pinned", (look, data) => look.querySelector("a")?.setAttribute("href", `/practices/${data.practice}/`));

  on("crowd", ({ total }) => (list.people = total));
  on("pin", ({ message }) => panel.pin(message));
  session.addEventListener("entry", (/** @type {any} */ { detail: { item } }) => {
    if (!item.kind.startsWith("followup.")) return;
    if (item.kind === CLOSED) list.drop(item.data.practice);
    list.renew();
    const isForMe = item.data.person === Number(root.dataset.person);
    if (item.kind === "followup.consent_asked" && isForMe) part("live-voice").tell(phrase("practice-asked"));
    // Told to nobody but whom it concerns.
    if (["followup.letter_sent", "followup.letter_answered"].includes(item.kind)) part("live-voice").tell(phrase("letter-arrived"));
  });
  session.addEventListener("resync", () => list.renew());
}

/** What the server shows of them to this reader, asked for again when something happened. */
class List {
  #timer = 0;
  #latest = new Latest();
  people = 1;

  constructor(/** @type {HTMLElement} */ root, /** @type {HTMLElement} */ panel) {
    this.root = root;
    this.url = panel.dataset.beside ?? "";
  }

  renew() {
    this.#timer ||= setTimeout(() => this.#load(), Math.random() * Math.max(SPREAD_MS, this.people * SHARE_MS));
  }

  /** Gone at once; whoever can follow its rooms is shown it again with the next list. */
  drop(/** @type {number} */ practice) {
    this.root.querySelector(`.practice-list__item[data-practice="${practice}"]`)?.remove();
  }

  async #load() {
    this.#timer = 0;
    const shown = await this.#latest.get(this.url, {}).catch(() => null);
    for (const fresh of shown?.querySelectorAll("[data-part]") ?? []) {
      const name = /** @type {HTMLElement} */ (fresh).dataset.part;
      this.root.querySelector(`[data-part="${name}"]`)?.replaceChildren(...fresh.childNodes);
    }
  }
}
