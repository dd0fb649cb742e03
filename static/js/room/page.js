/**
 * A room page: what the live session tells goes to the elements, what people do goes to the session.
 * One session lasts as long as the page is open, whatever rooms it shows one after the other.
 */

import { phrase } from "../elements/phrases.js";
import { LiveSession } from "../live/session.js";
import { applyEntries } from "./entries.js";
import { sendCommands } from "./commands.js";
import { cursorsOf } from "./cursors.js";
import { LeftBehind } from "./left-behind.js";
import { followLinks } from "./links.js";
import { showNews } from "./news.js";
import { Renewal } from "./renewal.js";
import { Rooms, whileShown } from "./rooms.js";
import { WINGS } from "./wings.js";

/** Whoever is taken from a room is let go of first, and told a moment later where they are. */
const TAKEN_MS = 1500;

/**
 * @param {HTMLElement} root the room, with its cursors
 * @param {object} [options] more for the session; tests give it a line and a store of their own
 * @returns {LiveSession}
 */
export function openRoom(root, options = {}) {
  const session = new LiveSession({
    slug: root.dataset.slug ?? "",
    origin: location.origin,
    csrf: root.dataset.csrf ?? "",
    person: Number(root.dataset.person),
    was: root.dataset.was?.split(" ").filter(Boolean).map(Number),
    cursors: cursorsOf(root),
    room: Number(root.dataset.stream),
    ...options,
  });
  rememberTimeZone();
  const rooms = new Rooms(root, (shown, head, signal) => showRoom(shown, whileShown(session, signal), head, signal));
  const left = new LeftBehind(session);
  session.addEventListener("moved", (/** @type {any} */ { detail }) => {
    rooms.take(detail);
    left.look();
  });
  session.addEventListener("welcome", (/** @type {any} */ { detail }) => rooms.compare(detail.place, detail.place_seq));
  session.addEventListener("place", (/** @type {any} */ { detail }) => rooms.compare(detail.room, detail.seq));
  session.start();
  session.read(Number(root.dataset.dialogueStream), Number(root.dataset.dialogueSeq));
  return session;
}

/** Brings a room to life, until `signal` says that another is shown. */
function showRoom(/** @type {HTMLElement} */ root, /** @type {LiveSession} */ session, /** @type {number} */ head, /** @type {AbortSignal} */ signal) {
  const page = pageOf(root, session, head, signal);
  const renewal = new Renewal(page);
  applyEntries(page, renewal);
  sendCommands(page);
  page.on("renew", () => renewal.now());
  page.on("renew-around", () => renewal.around());
  showStatus(page, renewal);
  showNews(page);
  for (const join of WINGS) join(page);
  followLinks(page);
  return { page, renewal };
}

/**
 * What elements and wings need of a room page. Entries up to `head` are the room's past, which comes
 * by the line if people are taken there: they are shown, but not told.
 */
function pageOf(/** @type {HTMLElement} */ root, /** @type {LiveSession} */ session, /** @type {number} */ head, /** @type {AbortSignal} */ signal) {
  const stream = Number(root.dataset.stream);
  return {
    root,
    session,
    signal,
    isPast: (/** @type {number} */ seq) => seq <= head,
    part: (/** @type {string} */ name) => /** @type {any} */ (root.parentElement?.querySelector(name)),
    ask: (/** @type {string} */ name, args = {}) => session.do(name, { stream, ...args }),
    on: (/** @type {string} */ name, /** @type {(detail: any) => void} */ act) =>
      root.addEventListener(name, (/** @type {any} */ event) => act(event.detail)),
  };
}

function showStatus(/** @type {any} */ { root, session, part, signal }, /** @type {Renewal} */ renewal) {
  const stream = Number(root.dataset.stream);
  session.addEventListener("status", (/** @type {any} */ { detail }) => {
    part("connection-banner").show(detail);
    if ([4003, 4004, 4005, 4006].includes(detail.code)) closeComposer(part);
  });
  session.addEventListener("detached", (/** @type {any} */ { detail }) => {
    if (detail.stream === stream) setTimeout(() => signal.aborted || closeComposer(part), TAKEN_MS);
  });
  session.addEventListener("resync", () => renewal.everything());
  session.addEventListener("presence", (/** @type {any} */ { detail }) => {
    root.dataset.people = detail.total;
    part("presence-list").take(detail);
  });
  session.addEventListener("typing", (/** @type {any} */ { detail }) => {
    if (detail.stream === stream) part("typing-hint").writes(detail.person, detail.name);
  });
  session.addEventListener("position", (/** @type {any} */ { detail }) => {
    if (detail.stream === stream) part("room-log").readTo(detail.seq);
  });
}

/** Whoever is not in the room any more reads why, and cannot write. */
function closeComposer(/** @type {(name: string) => HTMLElement} */ part) {
  const note = document.createElement("p");
  note.className = "composer__closed";
  note.textContent = phrase("detached");
  const place = document.createElement("div");
  place.className = "composer";
  place.append(note);
  part('[data-part="composer"]').replaceChildren(place);
  for (const name of ["reply", "question"]) part(`[data-part="${name}-composer"]`)?.replaceChildren();
}

function rememberTimeZone() {
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
  document.cookie = `time_zone=${timeZone}; path=/; max-age=31536000; samesite=lax`;
}
