/** Quotes of other messages, and the replies below a message: looks of the conversation itself. */

import { declareLook } from "./looks.js";
import { counted, phrase } from "./phrases.js";

const EXCERPT = 200;

declareLook("quote", (look, quote) => {
  const link = /** @type {HTMLAnchorElement} */ (look.querySelector("a"));
  link.href = `messages/${quote.seq}`;
  Object.assign(link.dataset, { message: quote.seq, author: quote.by });
  if (quote.thread) link.dataset.thread = quote.thread;
  look.querySelector(".message__quote-author").textContent = quote.name;
  showQuoted(link, quote);
});

declareLook("replies", (look, { count, last }, message) => {
  const link = /** @type {HTMLAnchorElement} */ (look.querySelector("a"));
  link.href = `threads/${message.dataset.seq}`;
  look.querySelector(".message__thread-count").textContent = counted("replies", count);
  look.querySelector("local-time").setAttribute("datetime", last);
});

/** A message says something else now, or is gone: so do those that quote it. */
export function requote(/** @type {number} */ seq, /** @type {any} */ data) {
  for (const link of document.querySelectorAll(`.message__quote[data-message="${seq}"]`)) {
    showQuoted(link, { text: data.text, gone: data.hidden ? "hidden" : data.text === undefined ? "deleted" : undefined });
  }
}

/** What is shown of a message when it is quoted, taken from where it stands on the page. */
export function quoteOf(/** @type {number | undefined} */ seq) {
  const message = seq && /** @type {HTMLElement | null} */ (document.querySelector(`.message[data-seq="${seq}"]`));
  if (!message || message.dataset.state !== "sent") return undefined;
  return {
    seq,
    by: message.dataset.author,
    name: message.querySelector(".message__author").textContent,
    text: message.dataset.text || message.querySelector(".message__body").textContent,
  };
}

/** A person is called otherwise now. */
export function renameQuoted(/** @type {number} */ person, /** @type {string} */ name) {
  for (const link of document.querySelectorAll(`.message__quote[data-author="${person}"] .message__quote-author`)) link.textContent = name;
}

/** The beginning of a text on one line, as the server cuts it. */
export function excerpt(/** @type {string} */ text) {
  return [...text.trim().split(/\s+/u).join(" ")].slice(0, EXCERPT).join("");
}

function showQuoted(/** @type {any} */ link, /** @type {{text?: string, gone?: string}} */ { text = "", gone }) {
  link.querySelector(".message__quote-text").textContent = gone ? phrase(gone) : excerpt(text);
  if (gone) link.dataset.gone = gone;
  else delete link.dataset.gone;
}
