/** What people do on a room page, as commands; and what becomes of the commands. */

import { counted, phrase } from "../elements/phrases.js";
import { quoteOf } from "../elements/quotes.js";
import { toast } from "../elements/toasts.js";
import { copyLink } from "./links.js";

const NOT_DONE = { "chat.edit_message": "not-changed", "chat.delete_message": "not-deleted" };

export function sendCommands(/** @type {any} */ { root, session, part, ask, on, isPast }) {
  const stream = Number(root.dataset.stream);

  on("compose", (message) => ask("chat.post_message", message));
  on("answer", (reply) => ask("chat.post_reply", reply));
  on("correct", (correction) => ask("chat.edit_message", correction));
  on("delete", ({ message }) => ask("chat.delete_message", { message }));
  on("ask", ({ name, args }) => ask(name, args));
  on("reply", ({ message }) => part("thread-panel").open(message, { write: true }));
  on("quote", ({ message }) => quote(part, message));
  on("link", ({ message }) => copyLink(message));
  on("versions", ({ message }) => part("versions-dialog").show(message));
  on("told", ({ text }) => part("live-voice").tell(text));
  on("edit", ({ message }) => edit(part, document.getElementById(`message-${message}`)));
  on("look-back", () => edit(part, lastOwn(root)));
  on("writing", () => session.typing(stream));
  on("seen", ({ seq }) => session.read(stream, seq));
  on("said", ({ seq, ...message }) => isPast(seq) || part("live-voice").said(message));
  on("retry", ({ key }) => session.retry(key));
  on("discard", ({ key }) => session.discard(key));
  on("trouble", ({ text }) => toast(text));
  on("crowd", (crowd) => showCrowd(root, crowd));
  root.addEventListener("click", (/** @type {any} */ event) => {
    if (event.target.closest('[data-does="hand"]')) ask(part("speaker-queue").isMineUp ? "rooms.lower_hand" : "rooms.raise_hand");
  });
  session.addEventListener("command", (/** @type {any} */ { detail }) => followCommand(root, session, part, detail));
}

function followCommand(/** @type {any} */ root, /** @type {any} */ session, /** @type {any} */ part, /** @type {any} */ command) {
  if (command.args.stream !== Number(root.dataset.stream)) return; // see left-behind.js
  if (command.name === "chat.post_message") {
    part("room-log").follow(command, JSON.parse(root.dataset.card), session.now());
  } else if (command.name === "chat.post_reply") {
    part("thread-panel").follow(command, JSON.parse(root.dataset.card), session.now());
  } else if (command.state === "failed" && command.name !== "texts.edit") {
    toast([phrase(NOT_DONE[command.name] ?? "refused"), command.text].filter(Boolean).join(" "));
    session.discard(command.key);
    if (command.name === "chat.edit_message") composerFor(part, document.getElementById(`message-${command.args.message}`))?.giveBack(command.args.message, command.args.text);
  }
}

function edit(/** @type {any} */ part, /** @type {HTMLElement | null} */ message) {
  if (message?.dataset.state === "sent") composerFor(part, message)?.edit(Number(message.dataset.seq), message.dataset.text ?? "");
}

/** A reply is corrected in its thread, a message of the room below the room. */
function composerFor(/** @type {any} */ part, /** @type {Element | null} */ message) {
  return part(message?.closest("thread-panel") ? "thread-panel chat-composer" : "chat-composer[data-main]");
}

/** On a phone the thread covers the room, where the quote is written. */
function quote(/** @type {any} */ part, /** @type {number} */ message) {
  const quoted = quoteOf(message);
  const sheet = document.querySelector(".room__side:popover-open");
  if (sheet) /** @type {HTMLElement} */ (sheet).hidePopover();
  if (quoted) part("chat-composer[data-main]")?.quote(quoted);
}

function lastOwn(/** @type {HTMLElement} */ root) {
  const own = root.querySelectorAll('.log__list > .message[data-own][data-seq][data-state="sent"]');
  return /** @type {HTMLElement | null} */ (own[own.length - 1] ?? null);
}

function showCrowd(/** @type {HTMLElement} */ root, /** @type {any} */ { total, rooms }) {
  for (const place of root.querySelectorAll("[data-people-count]")) place.textContent = String(total);
  for (const place of root.querySelectorAll("[data-people-here]")) place.textContent = counted("here", total);
  for (const link of root.querySelectorAll("[data-room] > .room-nav__count")) {
    const room = Number(/** @type {HTMLElement} */ (link.parentElement).dataset.room);
    link.textContent = String(rooms.get(room) ?? "");
  }
}
