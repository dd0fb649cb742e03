/** Good practices on a room page: pinning from the menu of a message, the list beside, who is asked. */

import "../../elements/practice-panel.js";
import { declareLook } from "../../elements/looks.js";
import { phrase } from "../../elements/phrases.js";
import { fromServer } from "../../elements/templates.js";

const SPREAD_MS = 600;
const FOR_LIST = "followup.";

export function practices(/** @type {any} */ { root, session, part, on }) {
  const panel = part("practice-panel");
  const list = new List(root, panel);

  declareLook("practice", (look, data) => look.querySelector("a")?.setAttribute("href", `/practices/${data.practice}/`));

  on("pin", ({ message }) => panel.pin(message));
  session.addEventListener("entry", (/** @type {any} */ { detail: { item } }) => {
    if (!item.kind.startsWith(FOR_LIST)) return;
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

  constructor(/** @type {HTMLElement} */ root, /** @type {HTMLElement} */ panel) {
    this.root = root;
    this.url = panel.dataset.beside ?? "";
  }

  renew() {
    this.#timer ||= setTimeout(() => this.#load(), Math.random() * SPREAD_MS);
  }

  async #load() {
    this.#timer = 0;
    const answer = await fetch(this.url).catch(() => null);
    if (!answer?.ok || answer.redirected) return;
    for (const fresh of fromServer(await answer.text()).querySelectorAll("[data-part]")) {
      const name = /** @type {HTMLElement} */ (fresh).dataset.part;
      this.root.querySelector(`[data-part="${name}"]`)?.replaceChildren(...fresh.childNodes);
    }
  }
}
