/** The case of a group on its page: advice appears beside the conversation of everybody. */

import "../../elements/case-panel.js";
import { phrase } from "../../elements/phrases.js";
import { tell } from "../../elements/templates.js";

/** A page that was made of the blank one has been asked for again by then. */
const SOON_MS = 2_500;
const SPREAD_MS = 2_000;
const OURS = /^challenges\.(advice|first_step|case_told)/;

export function cases(/** @type {any} */ page) {
  const { root, session, part, on } = page;
  const panel = part("case-panel");
  if (!panel) return;
  const stream = Number(root.dataset.stream);
  session.addEventListener("entry", (/** @type {any} */ { detail: { stream: from, item, people } }) => {
    if (from !== stream || !(OURS.test(item.kind) || item.kind === "log.entry_redacted")) return;
    if (item.kind === "challenges.case_told") {
      tellCase(page, item.data);
      return;
    }
    panel.changed();
    if (item.kind === "challenges.advice_noted") part("live-voice").tell(phrase("advice-noted", { name: people[item.data.person]?.name ?? "" }));
    if (item.kind === "challenges.first_step_written") part("live-voice").tell(phrase("first-step"));
  });
  session.addEventListener("command", (/** @type {any} */ { detail: { name, args, state } }) => {
    if (args.stream === stream && state === "sent" && name.startsWith("challenges.")) panel.sent(name);
  });
  on("side-shown", ({ name }) => name === "case" && panel.changed());
  root.addEventListener("click", (/** @type {any} */ event) => {
    if (!event.target.closest('[data-does="case"]')) return;
    event.preventDefault();
    part("side-tabs").show("case");
  });
  if (location.hash === "#case") part("side-tabs").show("case");
}

/** The page of whoever was just taken here is asked for anyway: only one that does not know it yet asks. */
function tellCase(/** @type {any} */ { root, signal }, /** @type {any} */ { challenge }) {
  const timer = setTimeout(() => {
    const known = root.querySelector(".case-strip__words")?.dataset.challenge ?? "";
    if (known !== String(challenge ?? "")) tell(root, "renew", {});
  }, SOON_MS + Math.random() * SPREAD_MS);
  signal?.addEventListener("abort", () => clearTimeout(timer));
}
