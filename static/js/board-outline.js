/** Keeps the outline of a board fresh: shown anew within a moment of whatever changes on it. */

import { beLed } from "./board/leading.js";
import { LivePart } from "./elements/live-part.js";
import { say } from "./elements/templates.js";
import { LiveSession } from "./live/session.js";

const VOICE_MS = 10_000;

const root = /** @type {HTMLElement} */ (document.getElementById("live"));
const voice = /** @type {HTMLElement} */ (document.querySelector("[data-voice]"));
const { slug = "", csrf = "", stream, epoch = "", seq, person } = root.dataset;
const part = new LivePart(root);
const session = new LiveSession({
  slug,
  csrf,
  origin: location.origin,
  person: Number(person),
  cursors: [{ stream: Number(stream), epoch, seq: Number(seq) }],
});
let spokenAt = -VOICE_MS;

root.addEventListener("submit", (event) => {
  event.preventDefault();
  void part.send(/** @type {HTMLFormElement} */ (event.target), event.submitter);
});
session.addEventListener("entry", (/** @type {any} */ { detail: { item } }) => {
  part.soon();
  if (item.by !== Number(person)) speak();
});
session.addEventListener("resync", (/** @type {any} */ { detail: { stream, epoch, head } }) => {
  part.soon();
  session.follow({ stream, epoch, seq: head });
});
beLed(session, Number(stream));
document.addEventListener("go-to", (/** @type {any} */ { detail }) => document.getElementById(detail.name)?.focus());
session.start();

/** Says now and then that others changed something, however much they do. */
function speak() {
  const now = performance.now();
  if (now - spokenAt < VOICE_MS) return;
  spokenAt = now;
  say(voice, voice.dataset.words ?? "");
}
