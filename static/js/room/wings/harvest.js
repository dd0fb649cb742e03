/** Harvests on a room page: a group is asked for its own, the others see what was handed in and who reports. */

import "../../elements/harvest-panel.js";
import "../../elements/harvest-reminder.js";
import "../../elements/report-now.js";
import { phrase } from "../../elements/phrases.js";
import { clone } from "../../elements/templates.js";

const TICK_MS = 1000;
/** After these the board looks otherwise. */
const BOARD = new Set(["breakout.round_opened", "breakout.round_closed", "breakout.people_seated", "breakout.group_added", "breakout.group_closed", "breakout.group_renamed"]);
const CLOCK = new Set(["breakout.round_opened", "breakout.time_changed", "breakout.round_closed"]);
/** When the open round ends, as far as entries told it: pages of groups are made without asking. @type {{endsAt?: string, returnsAt?: string}} */
let clock = {};

export function harvest(/** @type {any} */ page) {
  const { root, session, part, on, signal } = page;
  const [stream, lane] = [Number(root.dataset.stream), Number(root.dataset.dialogueStream)];
  const panel = () => root.querySelector("harvest-panel");
  const mark = () => panel()?.isSheet && part("side-tabs")?.count("harvest", panel().isHandedIn ? 0 : panel().empty);
  // A page that was made without asking is that of a group.
  if (root.dataset.kind !== "group" && panel()?.isSheet) panel().replaceWith(clone("harvest-board-template"));
  if (root.dataset.kind !== "group") panel()?.changed();
  const timer = setInterval(() => tick(root, session.now()), TICK_MS);
  signal.addEventListener("abort", () => clearInterval(timer));

  session.addEventListener("entry", (/** @type {any} */ { detail: { stream: from, item } }) => {
    if (from === lane) inDialogue(page, panel(), item);
    else if (from === stream && item.kind.startsWith("harvest.")) panel()?.changed();
  });
  on("harvest-empty", mark);
  on("side-shown", ({ name }) => name === "harvest" && panel()?.shown());
  on("open-harvest", () => part("side-tabs").show("harvest"));
  root.addEventListener("click", (/** @type {MouseEvent} */ event) => opens(event, part), { signal });
  on("harvest-asked", ({ text }) => comesForward(root, part, text));
  on("crowd", ({ total }) => panel() && (panel().people = total));
  on("renewed", ({ fresh }) => renewed(root, fresh));
  if (location.hash === "#harvest") part("side-tabs").show("harvest");
  mark();
}

/** A button in a group's room leads to the page of its harvest; with the panel at hand, it is that, or one text in it. */
function opens(/** @type {MouseEvent} */ event, /** @type {any} */ part) {
  const link = /** @type {HTMLElement | null} */ (/** @type {Element} */ (event.target).closest("a[data-does=open-harvest]"));
  if (!link) return;
  event.preventDefault();
  part("side-tabs").show("harvest");
  if (link.dataset.text) document.getElementById(`text-${link.dataset.text}`)?.focus();
}

function inDialogue(/** @type {any} */ { root, part }, /** @type {any} */ panel, /** @type {any} */ { kind, data }) {
  if (CLOCK.has(kind)) clock = { endsAt: data.ends_at, returnsAt: data.returns_at };
  const now = panel?.isSheet ? null : root.querySelector("report-now");
  if (kind === "harvest.turn_called") {
    now?.called(data);
    if (now) part("live-voice").tell(phrase("report-called", { group: data.title }));
  } else if (kind === "harvest.turn_extended") now?.extended(data.ends_at);
  else if (kind === "harvest.turn_ended") now?.ended();
  else if (kind === "harvest.turns_arranged") now?.nextIs(data.next);
  if (panel?.isSheet) {
    if (data.room === Number(root.dataset.room) && kind.startsWith("harvest.") && kind !== "harvest.changed") panel.changed();
  } else if (kind.startsWith("harvest.") || BOARD.has(kind) || kind === "log.entry_redacted") panel?.changed();
}

function tick(/** @type {HTMLElement} */ root, /** @type {Date} */ now) {
  const [reminder, panel, report] = ["harvest-reminder", "harvest-panel", "report-now"].map((name) => /** @type {any} */ (root.querySelector(name)));
  const shown = /** @type {HTMLElement | null} */ (root.querySelector("round-clock[data-state=open]"))?.dataset;
  if (panel?.isSheet) reminder?.at(now, clock.endsAt === undefined ? (shown ?? {}) : clock, panel);
  report?.at(now);
}

/** Beside the conversation there is room for it; on a phone it would cover what is being said. */
function comesForward(/** @type {HTMLElement} */ root, /** @type {any} */ part, /** @type {string} */ text) {
  part("live-voice").tell(text);
  const side = /** @type {HTMLElement} */ (root.querySelector(".room__side"));
  if (getComputedStyle(side).display !== "none") part("side-tabs").show("harvest");
}

/** Texts that are being written stay; a page that is for another kind of room, or cannot be written in any more, goes. */
function renewed(/** @type {HTMLElement} */ root, /** @type {Document} */ fresh) {
  const [ours, made] = [root, fresh].map((within) => /** @type {any} */ (within.querySelector("harvest-panel")));
  if (ours && made && (ours.dataset.kind !== made.dataset.kind || ours.dataset.mayWrite !== made.dataset.mayWrite)) ours.replaceWith(document.importNode(made, true));
  else ours?.changed();
  const [note, other] = [root, fresh].map((within) => within.querySelector("report-now"));
  if (note && other) note.replaceWith(document.importNode(other, true));
}
