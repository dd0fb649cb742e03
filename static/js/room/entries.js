/** Which entry changes what on a room page. */

import { phrase } from "../elements/phrases.js";
import { clone } from "../elements/templates.js";

/** What is around the conversation is shown anew after these. */
const AROUND = new Set([
  "rooms.room_opened", "rooms.room_changed", "rooms.room_closed", "dialogues.programme_changed",
  "dialogues.dialogue_edited", "dialogues.dialogue_archived", "dialogues.dialogue_unarchived",
]);
const CARDS = new Set(["dialogues.roles_changed", "dialogues.person_changed", "dialogues.person_merged"]);

export function applyEntries(/** @type {any} */ page, /** @type {import("./renewal.js").Renewal} */ renewal) {
  const room = Number(page.root.dataset.stream);
  page.session.addEventListener("entry", (/** @type {CustomEvent} */ { detail }) => {
    if (detail.stream === room) inRoom(page, detail);
    else inDialogue(page, detail, renewal);
  });
}

function inRoom(/** @type {any} */ { root, part }, /** @type {any} */ { item, card, people }) {
  part("room-log").take(item, card, people);
  part("thread-panel")?.take(item, card, people);
  const queue = part("speaker-queue");
  switch (item.kind) {
    case "chat.message_posted":
      return part("typing-hint").stopped(item.by);
    case "rooms.hand_raised":
      return queue.raised(item.by, card);
    case "rooms.hand_lowered":
      return queue.lowered(item.data.person);
    case "rooms.rule_changed":
      return part("live-voice").tell(clone(`ruled-${item.data.rule}`).querySelector(".system-line__words").textContent);
    case "rooms.speaker_called":
      queue.called(item.data.person, people[item.data.person]);
      return part("live-voice").tell(floorNote(item.data.person === Number(root.dataset.person), people[item.data.person]));
  }
}

function inDialogue(/** @type {any} */ page, /** @type {any} */ { item, card, people }, /** @type {any} */ renewal) {
  if (item.kind === "dialogues.announcement_made") announced(page, item, card);
  else if (AROUND.has(item.kind)) renewal.around();
  else if (CARDS.has(item.kind)) showPerson(page, item.data.person, people[item.data.person], renewal);
}

/** Whoever sees an announcement is not told later that they missed it. */
function announced(/** @type {any} */ { root, session, part }, /** @type {any} */ item, /** @type {any} */ card) {
  part("announcement-bar").show(item, card.name);
  if (!document.hidden) session.read(Number(root.dataset.dialogueStream), item.seq);
}

/** A person's own rights may be others now: their page is made anew. */
function showPerson(/** @type {any} */ { root, part }, /** @type {number} */ person, /** @type {any} */ card, /** @type {any} */ renewal) {
  if (!card) return;
  for (const name of ["room-log", "thread-panel", "speaker-queue", "presence-list"]) part(name)?.showPerson(person, card);
  if (person === Number(root.dataset.person)) renewal.everything();
}

function floorNote(/** @type {boolean} */ isMine, /** @type {any} */ card) {
  return isMine ? phrase("your-turn") : phrase("has-the-floor", { name: card.name });
}
