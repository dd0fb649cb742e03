/** The script of a group on its page: each step as it begins, and the silence of whoever listens. */

import "../../elements/step-now.js";
import { phrase } from "../../elements/phrases.js";
import { clone } from "../../elements/templates.js";

const WRITING = "chat-composer, question-form";

export function scripts(/** @type {any} */ page) {
  const { root, session, part, ask, on } = page;
  const stream = Number(root.dataset.stream);
  const now = () => part("step-now");
  if (!now()) return;
  session.addEventListener("entry", (/** @type {any} */ { detail: { stream: from, item } }) => {
    const look = from === stream && item.kind.startsWith("scripts.") ? item.data.look : null;
    if (!look) return;
    now()?.show(look, session.now());
    hush(root, now());
    if (!page.isPast(item.seq)) announce(part, now(), item.kind, session.now());
  });
  on("steers", (/** @type {any} */ { name, args }) => ask(name, args));
  root.addEventListener("renewed", () => hush(root, now()));
  hush(root, now());
}

/** Hides what one could write in, with all that stands there, and says why; and the other way round. */
function hush(/** @type {HTMLElement} */ root, /** @type {any} */ now) {
  for (const form of root.querySelectorAll(WRITING)) {
    const note = form.parentElement?.querySelector("[data-silence]");
    if (!now?.isListening) note?.remove();
    else (note ?? put(form)).querySelector("span").textContent = phrase("script-listens", { writes: now.look.writes });
  }
}

function put(/** @type {Element} */ form) {
  const note = clone("script-listens-template");
  form.before(note);
  return note;
}

/** Said once, politely: what begins, and what it asks of oneself. */
function announce(/** @type {any} */ part, /** @type {any} */ now, /** @type {string} */ kind, /** @type {Date} */ time) {
  const { title, until, waits_for: name } = now.look;
  if (kind === "scripts.roles_handed" && name) part("live-voice").tell(phrase("script-waiting", { name }));
  if (kind === "scripts.run_finished") part("live-voice").tell(phrase("script-over"));
  if (kind !== "scripts.step_began") return;
  const minutes = until ? Math.round((Date.parse(until) - time.getTime()) / 60_000) : "";
  part("live-voice").tell(phrase("script-began", { title, minutes, asks: now.mine.asks }));
}
