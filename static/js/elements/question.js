/** One question as an element: made from an entry, changed by later ones. Markup comes from the server. */

import { clone, fromServer } from "./templates.js";

/** @returns {HTMLLIElement} an empty one for the question of this seq */
export function questionFrom(/** @type {number} */ seq, /** @type {string} */ url) {
  const item = clone("question-template");
  item.id = `question-${seq}`;
  item.dataset.seq = String(seq);
  for (const form of item.querySelectorAll("form")) form.action = `${url}${seq}`;
  return item;
}

/** One that is on its way: nothing can be done with it yet. */
export function waitingQuestion(/** @type {string} */ key, /** @type {any} */ { text, for_crew: forCrew }, /** @type {any} */ card, /** @type {Date} */ now) {
  const item = clone("question-template");
  item.removeAttribute("id");
  delete item.dataset.seq;
  Object.assign(item.dataset, { key, state: "sending", own: "" });
  item.toggleAttribute("data-for-crew", Boolean(forCrew));
  item.querySelector(".question__foot").remove();
  showAsker(item, card, now.toISOString());
  showText(item.querySelector(".question__text"), { text });
  return item;
}

export function showAsker(/** @type {any} */ item, /** @type {any} */ card, /** @type {string} */ at) {
  item.querySelector(".question__author").textContent = card.name;
  item.querySelector(".question__origin").textContent = card.city;
  item.querySelector("local-time").setAttribute("datetime", at);
}

/** Shows what the question says now. */
export function showQuestion(/** @type {any} */ item, /** @type {any} */ data) {
  if (data.text === undefined) return;
  showText(item.querySelector(".question__text"), data);
  item.querySelector(".question__edited").hidden = !data.edited;
  item.querySelector(".question__reason-text").textContent = data.reason ?? "";
  const correction = item.querySelector(".question__correcting textarea");
  if (correction && !correction.closest("details").open) correction.value = correction.defaultValue = data.text;
}

/** Shows who answered, and in which words; `data` without any for an answer that was spoken. */
export function showAnswer(/** @type {any} */ item, /** @type {{seq: number, data: any}} */ { seq, data }, /** @type {any} */ card) {
  const isWritten = data.text !== undefined;
  item.querySelector("[data-written]").hidden = !isWritten;
  item.querySelector("[data-aloud]").hidden = isWritten;
  item.querySelector(".question__answerer").textContent = card.name;
  showText(item.querySelector(".question__answer-text"), data);
  if (isWritten) item.dataset.answer = String(seq);
  else delete item.dataset.answer;
}

/** Shows how many want to hear the answer, and whether the reader is one of them. */
export function showVotes(/** @type {any} */ item, /** @type {number} */ votes, /** @type {boolean} */ isOwn) {
  item.dataset.votes = String(votes);
  for (const count of item.querySelectorAll(".question__count")) count.textContent = String(votes);
  const button = item.querySelector(".question__vote");
  button.ariaPressed = String(isOwn);
  button.value = isOwn ? "unvote" : "vote";
}

/** What the question says, in a few words for those who listen. */
export function wordsOf(/** @type {Element} */ item) {
  return item.querySelector(".question__text")?.textContent.trim().slice(0, 160) ?? "";
}

export function showText(/** @type {Element} */ place, /** @type {{text?: string, html?: string}} */ { text, html }) {
  const paragraph = document.createElement("p");
  paragraph.textContent = text ?? "";
  place.replaceChildren(...(html ? [fromServer(html)] : text === undefined ? [] : [paragraph]));
}
