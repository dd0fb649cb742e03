/** Makes the board of a round, and the cockpit as a page, live: fresh within a moment of whatever changes. */

import "./elements/renew-in.js";
import { LivePart } from "./elements/live-part.js";
import { toast } from "./elements/toasts.js";
import { Choosing } from "./groups/board.js";
import { calling, concernsGroups } from "./groups/news.js";
import { LiveSession } from "./live/session.js";

/** Who comes and goes, and what is written in groups, is shown a little later. */
const PRESENCE_MS = 4000;

const root = /** @type {HTMLElement} */ (document.getElementById("live"));
const { slug = "", csrf = "", stream, epoch = "", seq, person } = root.dataset;
const choosing = root.localName === "live-board" ? new Choosing(root) : null;
const part = new LivePart(root, { shown: () => choosing?.shown() });
const session = new LiveSession({
  slug,
  csrf,
  origin: location.origin,
  person: Number(person),
  cursors: [{ stream: Number(stream), epoch, seq: Number(seq) }],
});

choosing?.shown();
root.addEventListener("submit", (event) => {
  if (/** @type {HTMLElement | null} */ (event.submitter)?.matches("[data-goes]")) return;
  event.preventDefault();
  void part.send(/** @type {HTMLFormElement} */ (event.target), event.submitter);
});
root.addEventListener("renew", () => part.soon(1000));
session.addEventListener("entry", (/** @type {any} */ { detail: { item } }) => {
  const more = root.querySelector("[data-changes]")?.getAttribute("data-changes") ?? "";
  if (concernsGroups(item.kind, more)) part.soon();
  if (item.kind === "help.called") tell(calling(root, item.data.group));
});
for (const name of ["presence", "heads"]) session.addEventListener(name, () => part.soon(PRESENCE_MS));
session.addEventListener("resync", (/** @type {any} */ { detail: { stream, epoch, head } }) => {
  part.soon();
  session.follow({ stream, epoch, seq: head });
});
session.start();

function tell(/** @type {string} */ words) {
  toast(words, "call");
  /** @type {HTMLElement} */ (document.querySelector("[data-voice]")).textContent = words;
}
