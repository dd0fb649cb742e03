/** A part of the page that follows boards: shown anew within a moment of whatever changes on them. */

import { LivePart } from "../elements/live-part.js";
import { say } from "../elements/templates.js";
import { LiveSession } from "../live/session.js";

/**
 * Others' changes are said now and then, however much they do. The page starts the session.
 *
 * @param {any[]} cursors from where on it follows
 * @param {number} voiceMs the least between two times that they are said
 * @param {number} [paceMs] how soon it is shown anew
 */
export function keepFresh(cursors, voiceMs, paceMs) {
  const root = /** @type {HTMLElement} */ (document.getElementById("live"));
  const voice = /** @type {HTMLElement} */ (document.querySelector("[data-voice]"));
  const { slug = "", csrf = "", person } = root.dataset;
  const part = new LivePart(root);
  const session = new LiveSession({ slug, csrf, origin: location.origin, person: Number(person), cursors });
  let spokenAt = -voiceMs;
  session.addEventListener("entry", (/** @type {any} */ { detail: { item } }) => {
    part.soon(paceMs);
    const now = performance.now();
    if (item.by === Number(person) || now - spokenAt < voiceMs) return;
    spokenAt = now;
    say(voice, voice.dataset.words ?? "");
  });
  session.addEventListener("resync", (/** @type {any} */ { detail: { stream, epoch, head } }) => {
    part.soon(paceMs);
    session.follow({ stream, epoch, seq: head });
  });
  return { root, part, session };
}
