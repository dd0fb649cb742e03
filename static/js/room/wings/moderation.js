/** Moderation on a room page: what the crew does, what everybody reports, what it means for one's own writing. */

import "../../elements/ask-dialog.js";
import "../../elements/renew-in.js";
import "../../elements/slow-mode.js";
import { phrase } from "../../elements/phrases.js";
import { clone, tell } from "../../elements/templates.js";
import { toast } from "../../elements/toasts.js";
import { showPanel } from "./moderation-panel.js";

const DOES = {
  hide: "moderation.hide_message", report: "moderation.report_message", mute: "moderation.mute_person",
  remove: "moderation.remove_person", resolve: "moderation.resolve_reports",
};
const SAYS = new Set(["chat.post_message", "chat.post_reply", "attachments.post"]);
const SAID = new Set(["chat.message_posted", "chat.reply_posted"]);
const SPEECH = new Map([["moderation.person_muted", "muted-now"], ["moderation.mute_lifted", "unmuted-now"]]);

export function moderation(/** @type {any} */ page) {
  const { root, ask, on, part } = page;
  offer(page);
  on("answered", (/** @type {any} */ { asks, about, how }) => ask(DOES[asks], { ...about, ...how }));
  on("show", ({ message }) => ask("moderation.show_message", { message }));
  on("look", ({ message }) => part("versions-dialog").show(message, phrase("what-it-said")));
  followSpeech(page);
  keepPace(page);
  showPanel(page, (/** @type {any} */ about, /** @type {any} */ shown) => open(root, "resolve", about, shown));
  thank(page);
}

/** Items of a message's menu, and buttons beside people, open the dialog that asks how. */
function offer(/** @type {any} */ { root, part, on }) {
  for (const name of ["report", "hide"]) on(name, ({ message }) => open(root, name, { message }, wordsOf(message)));
  for (const name of ["mute", "remove"]) {
    on(name, ({ message }) => {
      const shown = wordsOf(message);
      open(root, name, { person: shown.person }, { who: shown.who });
    });
  }
  if (!document.getElementById("person-deeds")) return;
  const list = part("presence-list ul");
  new MutationObserver(() => furnish(root, list)).observe(list, { childList: true });
  list.addEventListener("click", (/** @type {any} */ { target }) => {
    const does = target.closest("[data-does$=-person]")?.dataset.does.replace("-person", "");
    const row = target.closest("[data-person]");
    if (does) open(root, does, { person: Number(row.dataset.person) }, { who: nameIn(row) });
  });
}

function furnish(/** @type {HTMLElement} */ root, /** @type {HTMLElement} */ list) {
  for (const row of /** @type {NodeListOf<HTMLElement>} */ (list.querySelectorAll("li:not(:has(.person-deeds))"))) {
    const isCrew = row.querySelector(".badge") !== null;
    if (row.dataset.person === root.dataset.person || (isCrew && !isForCrewToo())) continue;
    const deeds = clone("person-deeds");
    for (const place of deeds.querySelectorAll("[data-who]")) place.textContent = nameIn(row);
    row.append(deeds);
  }
}

/** Nobody but staff does anything to somebody of the crew. */
const isForCrewToo = () => "crewToo" in /** @type {HTMLElement} */ (document.getElementById("person-deeds")).dataset;

/** Whoever is muted, or may write again, sees that at once. */
function followSpeech(/** @type {any} */ { root, session, part }) {
  session.addEventListener("entry", (/** @type {any} */ { detail: { item } }) => {
    const told = SPEECH.get(item.kind);
    if (!told || item.data.person !== Number(root.dataset.person) || !concerns(root, item.data)) return;
    part("live-voice").tell(phrase(told));
    tell(root, "renew", null);
  });
}

const concerns = (/** @type {HTMLElement} */ root, /** @type {any} */ { room }) => !room || room === Number(root.dataset.room);

/** Nothing is sent while one has to wait; what is typed stays. */
function keepPace(/** @type {any} */ { root, session, part, signal }) {
  const slow = () => part("slow-mode");
  const isHere = (/** @type {any} */ stream) => stream === Number(root.dataset.stream);
  document.addEventListener("submit", (event) => {
    const composer = /** @type {HTMLElement} */ (event.target).closest("chat-composer");
    if (!composer || isCorrecting(composer) || !slow()?.isWaiting) return;
    event.preventDefault();
    event.stopPropagation();
    slow().warn();
    part("live-voice").tell(slow().textContent.trim());
  }, { capture: true, signal });
  session.addEventListener("command", (/** @type {any} */ { detail: { name, args, state } }) => {
    if (!SAYS.has(name) || !isHere(args.stream)) return;
    if (state === "waiting") slow()?.said();
    else if (state === "failed") slow()?.unsaid();
  });
  session.addEventListener("entry", (/** @type {any} */ { detail: { stream, item } }) => {
    if (isHere(stream) && SAID.has(item.kind) && item.by === session.person) slow()?.said();
    if (item.kind === "moderation.slow_mode_set" && concerns(root, item.data)) slow()?.set(item.data.seconds);
  });
}

function isCorrecting(/** @type {HTMLElement} */ composer) {
  return /** @type {HTMLElement | null} */ (composer.querySelector(".composer__editing"))?.hidden === false;
}

/** What cannot be seen on the page is said: a report is on its way to those who moderate. */
function thank(/** @type {any} */ { session }) {
  session.addEventListener("command", (/** @type {any} */ { detail: { name, state } }) => {
    if (state !== "sent") return;
    if (name === DOES.report) toast(phrase("reported"), "success");
    if (name === DOES.resolve) toast(phrase("dealt-with"), "success");
  });
}

/** Whoever got a role meanwhile has the dialogs that belong to it after a reload. */
function open(/** @type {HTMLElement} */ root, /** @type {string} */ name, /** @type {any} */ about, /** @type {any} */ shown) {
  const dialog = /** @type {any} */ (root.querySelector(`ask-dialog[data-asks="${name}"]`));
  if (dialog) dialog.open(about, shown);
  else location.reload();
}

function wordsOf(/** @type {number} */ seq) {
  const message = /** @type {HTMLElement} */ (document.querySelector(`.message[data-seq="${seq}"]`));
  const text = message.dataset.gone ? "" : message.querySelector(".message__body")?.textContent.trim() ?? "";
  return { person: Number(message.dataset.author), who: message.querySelector(".message__author")?.textContent ?? "", text };
}

const nameIn = (/** @type {Element} */ row) => row.querySelector(".presence__name")?.textContent ?? "";
