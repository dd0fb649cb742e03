/** How a piece looks in a lane: made once from the page's template, and brought up to date in place. */

import { counted, phrase } from "../../elements/phrases.js";
import { clone } from "../../elements/templates.js";
import { showPicture } from "../pictures.js";
import { textsOf, titleOf, VOTED_ON } from "../kinds.js";

const SHOWN_TEXTS = 3;
const SHOWN_LENGTH = 160;
const TITLES = new Set(["title", "text", "label"]);

/** @typedef {import("../board.js").Seen} Seen @typedef {import("../board.js").Board} Board */

/** @returns {HTMLElement} */
export function cardOf(/** @type {string} */ name) {
  const card = clone("board-card-template");
  card.dataset.name = name;
  card.querySelector("[data-open]").dataset.open = name;
  return card;
}

export function look(/** @type {HTMLElement} */ card, /** @type {Seen} */ piece, /** @type {Board} */ board) {
  const { may, dotsLeft } = board.me;
  const title = titleOf(piece) || phrase(`board-kind-${piece.kind}`);
  const part = (/** @type {string} */ name) => /** @type {any} */ (card.querySelector(`:scope > .lane-card [data-part="${name}"]`));
  Object.assign(card.dataset, { colour: piece.fields.colour ?? "plain", kind: piece.kind });
  card.toggleAttribute("data-pending", piece.isPending);
  put(part("title"), title);
  put(part("kind"), phrase(`board-kind-${piece.kind}`));
  put(part("author"), board.people.get(piece.by)?.name ?? "");
  part("locked").hidden = !piece.isLocked;
  part("private").hidden = !piece.isPrivate;
  part("members").hidden = piece.kind !== "group";
  part("votes").hidden = !piece.votes;
  put(part("votes"), piece.votes ? counted("board-votes", piece.votes) : "");
  showPicture(part("picture"), board, piece.fields);
  said(part("said"), piece, board);
  const votes = VOTED_ON.has(piece.kind) && !piece.isPrivate && may("vote");
  part("vote").hidden = !votes;
  if (!votes) return;
  put(part("dots"), "●".repeat(piece.dots) + "○".repeat(Math.max(0, board.rules.most - piece.dots)));
  put(part("dots-words"), phrase("board-dots", { n: piece.dots, left: dotsLeft }));
  off(part("fewer"), piece.dots === 0, phrase("board-fewer", { title }));
  off(part("more"), piece.dots >= board.rules.most || dotsLeft < 1, phrase("board-more", { title }));
}

/** The first of its other texts. */
function said(/** @type {HTMLElement} */ list, /** @type {Seen} */ { kind, fields }, /** @type {Board} */ board) {
  const names = kind === "card" ? Object.keys(textsOf(kind, board.card)).filter((name) => fields[name] && !TITLES.has(name)) : [];
  const shown = names.slice(0, SHOWN_TEXTS).map((name) => [board.card.find((one) => one.name === name)?.label ?? name, cut(fields[name])]);
  const key = JSON.stringify(shown);
  if (list.dataset.said === key) return;
  list.dataset.said = key;
  list.hidden = !shown.length;
  list.replaceChildren(...shown.flatMap(([label, words]) => [element("dt", label), element("dd", words)]));
}

function off(/** @type {HTMLElement} */ button, /** @type {boolean} */ is, /** @type {string} */ label) {
  button.setAttribute("aria-disabled", String(is));
  button.setAttribute("aria-label", label);
}

function put(/** @type {HTMLElement} */ place, /** @type {string} */ words) {
  if (place.textContent !== words) place.textContent = words;
}

const cut = (/** @type {string} */ words) => (words.length > SHOWN_LENGTH ? `${[...words].slice(0, SHOWN_LENGTH).join("")}…` : words);

function element(/** @type {string} */ name, /** @type {string} */ words) {
  const made = document.createElement(name);
  made.textContent = words;
  made.dir = "auto";
  return made;
}
