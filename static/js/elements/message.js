/**
 * One message as an element: made from an entry, changed by later ones. Markup comes from the server.
 *
 * @typedef {import("./people.js").Card} Card
 * @typedef {{seq: number, by: number, at: string, data: any, kind: string, redacted?: boolean}} Item
 */

import { showLook, showLooks } from "./looks.js";
import { concernsMe } from "./mentions.js";
import { roleBadge, showAvatar } from "./people.js";
import { quoteOf, requote } from "./quotes.js";
import { phrase } from "./phrases.js";
import { clone, fromServer } from "./templates.js";

/** @returns {HTMLLIElement} */
export function messageFrom(/** @type {Item} */ item, /** @type {Card} */ card) {
  const message = blank(item.by, item.at, card);
  message.id = `message-${item.seq}`;
  message.dataset.seq = String(item.seq);
  message.dataset.key = item.data.key ?? "";
  showWords(message, item.data);
  return message;
}

/** A message that is on its way. @returns {HTMLLIElement} */
export function waitingMessage(/** @type {{key: string, args: any}} */ command, /** @type {number} */ person, /** @type {Card} */ card, /** @type {Date} */ now) {
  const message = blank(person, now.toISOString(), card);
  message.removeAttribute("id");
  delete message.dataset.seq;
  message.dataset.key = command.key;
  message.dataset.own = "";
  showWords(message, { text: command.args.text.trim(), quote: quoteOf(command.args.quotes) });
  message.querySelector(".message__content").append(clone("outbox-template"));
  return message;
}

/** Shows what a message says now: its text, that it was edited, or that it is gone. */
export function showWords(/** @type {HTMLElement} */ message, /** @type {any} */ data) {
  const isGone = data.text === undefined;
  message.dataset.state = isGone ? "hidden" : "sent";
  message.querySelector(".message__body").replaceChildren(isGone ? paragraph(gone(data)) : words(data));
  message.querySelector(".message__edited").hidden = isGone || !data.edited;
  message.dataset.text = isGone ? "" : data.text;
  message.toggleAttribute("data-for-me", !isGone && concernsMe(data.mentions));
  if (isGone) message.dataset.gone = data.hidden ? "hidden" : "deleted";
  else delete message.dataset.gone;
  showLooks(message, data);
}

/** Every place on the page where a message stands: in the room, and in its thread. @returns {NodeListOf<HTMLElement>} */
export function copiesOf(/** @type {number} */ seq) {
  return document.querySelectorAll(`.message[data-seq="${seq}"]`);
}

/** A message says something else now, or is gone: shown wherever it stands and wherever it is quoted. */
export function changeWords(/** @type {number} */ seq, /** @type {any} */ data) {
  for (const message of copiesOf(seq)) {
    showWords(message, data);
    if (!("own" in message.dataset)) delete message.dataset.text;
  }
  requote(seq, data);
}

/** Shows how many replies a message has; `null` for none. */
export function showReplies(/** @type {number} */ seq, /** @type {{count: number, last: string} | null} */ replies) {
  for (const message of copiesOf(seq)) showLook(message, "replies", replies ?? undefined);
}

export function showCard(/** @type {HTMLElement} */ message, /** @type {Card} */ card) {
  showAvatar(message, Number(message.dataset.author), card);
  const origin = /** @type {HTMLElement} */ (message.querySelector(".message__origin"));
  message.querySelector(".message__author").textContent = card.name;
  origin.textContent = card.city;
  origin.title = card.place;
  message.querySelector(".message__header > .badge")?.remove();
  const badge = roleBadge(card.roles);
  if (badge) origin.after(" ", badge);
}

function blank(/** @type {number} */ person, /** @type {string} */ at, /** @type {Card} */ card) {
  const message = clone("message-template");
  message.dataset.author = String(person);
  message.querySelector("local-time").setAttribute("datetime", at);
  showCard(message, card);
  return message;
}

function gone(/** @type {{hidden?: boolean, because?: string}} */ { hidden, because }) {
  if (hidden) return because ? phrase("hidden-because", { because }) : phrase("hidden");
  return phrase("deleted");
}

function words(/** @type {{text: string, html?: string}} */ data) {
  return data.html ? fromServer(data.html) : paragraph(data.text);
}

function paragraph(/** @type {string} */ text) {
  const made = document.createElement("p");
  made.textContent = text;
  return made;
}
