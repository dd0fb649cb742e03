/** Keeps the groups' boards on the wall fresh: shown anew soon after something changes on any of them. */

import { LivePart } from "./elements/live-part.js";
import { say } from "./elements/templates.js";
import { LiveSession } from "./live/session.js";

const PACE_MS = 1000;
const VOICE_MS = 20_000;

const root = /** @type {HTMLElement} */ (document.getElementById("live"));
const voice = /** @type {HTMLElement} */ (document.querySelector("[data-voice]"));
const { slug = "", csrf = "", person, cursors = "[]" } = root.dataset;
const part = new LivePart(root);
const session = new LiveSession({ slug, csrf, origin: location.origin, person: Number(person), cursors: JSON.parse(cursors) });
let spokenAt = -VOICE_MS;

session.addEventListener("entry", (/** @type {any} */ { detail: { item } }) => {
  part.soon(PACE_MS);
  if (item.by !== Number(person)) speak();
});
session.addEventListener("resync", (/** @type {any} */ { detail: { stream, epoch, head } }) => {
  part.soon(PACE_MS);
  session.follow({ stream, epoch, seq: head });
});
session.start();

function speak() {
  const now = performance.now();
  if (now - spokenAt < VOICE_MS) return;
  spokenAt = now;
  say(voice, voice.dataset.words ?? "");
}
