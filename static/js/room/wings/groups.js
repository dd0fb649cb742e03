/** Group work on a room page: the crew's cockpit, a group's call for help, notices to it. */

import "../../elements/notice-bar.js";
import "../../elements/renew-in.js";
import { LivePart } from "../../elements/live-part.js";
import { phrase } from "../../elements/phrases.js";
import { toast } from "../../elements/toasts.js";
import { calling, concernsGroups } from "../../groups/news.js";

const PRESENCE_MS = 4000;
let shown = 0;

export function groups(/** @type {any} */ page) {
  showCockpit(page, shown++ > 0);
  showHelp(page);
  showNotices(page);
}

/** Who comes and goes matters only while it is looked at. `wasMade`: the page was made of a blank one, which is not as fresh. */
function showCockpit(/** @type {any} */ { root, session, part, on, signal }, /** @type {boolean} */ wasMade) {
  const cockpit = /** @type {HTMLElement | null} */ (root.querySelector("[data-cockpit]"));
  if (!cockpit) return;
  const content = () => /** @type {HTMLElement | null} */ (cockpit.querySelector("[data-calls]"));
  const count = () => part("side-tabs").count("groups", Number(content()?.dataset.calls));
  const live = new LivePart(cockpit, { shown: count, signal });
  count();
  if (wasMade) live.soon();
  cockpit.addEventListener("submit", (event) => {
    if (/** @type {HTMLElement | null} */ (event.submitter)?.matches("[data-goes]")) return;
    event.preventDefault();
    void live.send(/** @type {HTMLFormElement} */ (event.target), event.submitter);
  });
  cockpit.addEventListener("renew", (event) => {
    event.stopPropagation();
    live.soon(1000);
  });
  session.addEventListener("entry", (/** @type {any} */ { detail: { stream, item } }) => {
    if (stream !== Number(root.dataset.dialogueStream)) return;
    if (concernsGroups(item.kind, content()?.dataset.changes)) live.soon();
    if (item.kind === "help.called") tell(part, calling(cockpit, item.data.group));
  });
  for (const name of ["presence", "heads"]) session.addEventListener(name, () => cockpit.checkVisibility() && live.soon(PRESENCE_MS));
  on("side-shown", (/** @type {any} */ { name }) => name === "groups" && live.soon());
  if (location.hash === "#groups") part("side-tabs").show("groups");
}

/** What a group's buttons ask for goes by the socket, and so outlives a lost line. */
function showHelp(/** @type {any} */ { root, session, ask, part, signal, isPast }) {
  const help = /** @type {HTMLElement | null} */ (root.querySelector('[data-part="help"]'));
  if (!help) return;
  const live = new LivePart(help, { signal });
  help.addEventListener("submit", (event) => {
    event.preventDefault();
    const form = /** @type {HTMLFormElement} */ (event.target);
    const does = /** @type {HTMLButtonElement | null} */ (event.submitter)?.value ?? "";
    const words = new FormData(form).get("words");
    ask(`help.${does}`, words ? { words: String(words) } : {});
    form.reset();
  });
  session.addEventListener("entry", (/** @type {any} */ { detail: { stream, item, card } }) => {
    if (stream !== Number(root.dataset.stream) || !item.kind.startsWith("help.") || isPast(item.seq)) return;
    live.soon();
    part("live-voice").tell(phrase(item.kind.replace(".", "-"), { name: card?.name ?? "" }));
  });
}

function showNotices(/** @type {any} */ { root, session, part, isPast }) {
  session.addEventListener("entry", (/** @type {any} */ { detail: { stream, item, card } }) => {
    const bar = part("notice-bar");
    if (!bar || stream !== Number(root.dataset.stream)) return;
    if (item.kind === "log.entry_redacted") bar.forget(item.data.seq);
    if (item.kind !== "notices.given" || !item.data.text) return;
    bar.show(item, card.name);
    if (!isPast(item.seq)) part("live-voice").tell(phrase("notice-from", { name: card.name, text: item.data.text }));
  });
}

function tell(/** @type {any} */ part, /** @type {string} */ words) {
  toast(words, "call");
  part("live-voice").tell(words);
}
