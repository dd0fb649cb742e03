/** Polls on a room page: one that is opened appears above the conversation of everybody at once. */

import "../../elements/poll-panel.js";
import { cardOf } from "../../elements/poll-card.js";
import { counted, phrase } from "../../elements/phrases.js";

const VOTES = new Set(["polls.vote", "polls.cast_ballot"]);

export function polls(/** @type {any} */ { root, session, part, ask, on }) {
  const stream = Number(root.dataset.stream);
  const card = (/** @type {number | string} */ poll) => root.querySelector(`poll-card[data-poll="${poll}"]`);
  const mark = () => part("side-tabs").count("polls", root.querySelectorAll(".polls__list[data-may-vote] poll-card[data-state=open]:not([data-voted])").length);

  session.addEventListener("entry", (/** @type {any} */ { detail: { stream: from, item } }) => {
    if (from !== stream) return;
    if (item.kind === "polls.counted") count(root, item.data.standing ?? {});
    else if (item.kind === "log.entry_redacted") root.querySelector(`poll-card[data-seq="${item.data.seq}"]`)?.remove();
    else if (item.kind === "polls.poll_opened") opened(root, part, item);
    else if (item.data.look && !item.data.look.gone) changed(part, card(item.data.poll), item);
    if (item.kind.startsWith("polls.") && item.kind !== "polls.counted") part("poll-panel").changed();
    mark();
  });
  session.addEventListener("command", (/** @type {any} */ { detail: { name, args, state } }) => {
    if (!VOTES.has(name) || args.stream !== stream) return;
    const voted = card(args.poll);
    voted?.sends(state === "waiting" || state === "sending");
    if (state !== "sent") return;
    voted?.voted();
    part("live-voice").tell(phrase("vote-counted"));
    mark();
  });
  on("vote", ({ poll, isAnonymous, choices }) => ask(isAnonymous ? "polls.cast_ballot" : "polls.vote", { poll, choices }));
  on("side-shown", ({ name }) => name === "polls" && part("poll-panel").shown());
  new MutationObserver(mark).observe(part('[data-part="polls-stage"]'), { childList: true });
  if (location.hash === "#polls") part("side-tabs").show("polls");
  mark();
}

/** A poll that is over again when its entry comes late is found at the side. */
function opened(/** @type {HTMLElement} */ root, /** @type {any} */ part, /** @type {any} */ { seq, data: { look } }) {
  const stage = /** @type {HTMLElement} */ (root.querySelector(".polls__list"));
  if (!look || look.gone || look.closed || stage.querySelector(`[data-poll="${look.id}"]`)) return;
  for (const fold of stage.querySelectorAll("details")) if (!fold.contains(document.activeElement)) fold.open = false;
  stage.prepend(cardOf(look, seq, stage.matches("[data-may-vote]")));
  part("live-voice").tell(phrase("poll-opened", { question: look.question }));
}

function changed(/** @type {any} */ part, /** @type {any} */ card, /** @type {any} */ { kind, data: { look } }) {
  card?.show(look);
  if (kind === "polls.poll_closed") part("live-voice").tell(phrase("poll-closed", { question: look.question }));
}

function count(/** @type {HTMLElement} */ root, /** @type {Record<string, any>} */ standing) {
  for (const [poll, counts] of Object.entries(standing)) {
    for (const card of root.querySelectorAll(`poll-card[data-poll="${poll}"]`)) /** @type {any} */ (card).count(counts);
    for (const turnout of root.querySelectorAll(`.poll-item[data-poll="${poll}"] .poll__turnout`)) turnout.textContent = counted("votes", counts.voted);
  }
}
