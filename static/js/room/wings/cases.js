/** The case of a group on its room page: advice appears beside the conversation of everybody. */

import "../../elements/case-panel.js";
import { phrase } from "../../elements/phrases.js";

const OURS = /^challenges\.(advice|first_step)/;

export function cases(/** @type {any} */ { root, session, part, on }) {
  const panel = part("case-panel");
  if (!panel) return;
  const stream = Number(root.dataset.stream);
  session.addEventListener("entry", (/** @type {any} */ { detail: { stream: from, item, people } }) => {
    if (from !== stream || !(OURS.test(item.kind) || item.kind === "log.entry_redacted")) return;
    panel.changed();
    if (item.kind === "challenges.advice_noted") {
      const name = people?.[item.data.person]?.name ?? "";
      part("live-voice").tell(phrase("advice-noted", { name }));
    } else if (item.kind === "challenges.first_step_written") part("live-voice").tell(phrase("first-step"));
  });
  session.addEventListener("command", (/** @type {any} */ { detail: { name, args, state } }) => {
    if (args.stream === stream && state === "sent" && name.startsWith("challenges.")) panel.sent(name);
  });
  on("side-shown", ({ name }) => name === "case" && panel.changed());
  if (location.hash === "#case") part("side-tabs").show("case");
}
