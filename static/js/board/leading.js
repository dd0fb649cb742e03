/** What leads people on a board, made by the server and shown by each view: its timer, and calls to come somewhere. */

import "../elements/round-clock.js";
import { LivePart } from "../elements/live-part.js";
import { say, tell } from "../elements/templates.js";

const TICK_MS = 500;
const SOON_S = 60;
const LEADS = /timer|called/;
const BUSY = "dialog[open], :is(input, textarea, select):focus";

/**
 * Tells `go-to` {name, view} where its person is to go.
 *
 * @param {import("../live/session.js").LiveSession} session
 * @param {number} stream
 * @param {import("./board.js").Board} [board] loaded later than the page: what came in between is asked for
 */
export function beLed(session, stream, board) {
  const root = /** @type {HTMLElement} */ (document.getElementById("board-now"));
  const voice = /** @type {HTMLElement} */ (document.getElementById("board-now-voice"));
  const part = new LivePart(root, { shown: () => called() });
  let [seen, was, before] = ["", "", 0];

  const call = () => /** @type {HTMLElement | null} */ (root.querySelector("[data-call]"));

  function called() {
    const at = call();
    if (!at) return;
    at.hidden = at.id in sessionStorage;
    /** @type {HTMLElement} */ (at.lastElementChild).hidden = false;
    if (at.hidden || seen === at.id) return;
    seen = at.id;
    say(voice, at.firstElementChild?.textContent ?? "");
    if ("takes" in at.dataset) setTimeout(() => document.querySelector(BUSY) || go(at), 2 * TICK_MS);
  }

  function go(/** @type {HTMLElement} */ { dataset: { piece: name, view } }) {
    tell(root, "go-to", { name, view: view ? view.split(" ").map(Number) : null });
  }

  function tick() {
    const at = call();
    if (at && session.now() > new Date(at.dataset.until ?? "")) at.remove();
    const { phase = "", left = 0 } = /** @type {any} */ (root.querySelector("round-clock"))?.tick(session.now()) ?? {};
    const told = was !== "work" ? "" : phase === "grace" ? "over" : before > SOON_S && left <= SOON_S ? "soon" : "";
    if (told) say(voice, voice.dataset[told] ?? "");
    [was, before] = [phase, left];
  }

  root.addEventListener("click", (event) => {
    const does = /** @type {HTMLElement} */ (event.target).closest("[data-does]");
    const at = call();
    if (!does || !at) return;
    event.preventDefault();
    sessionStorage[at.id] = true;
    at.hidden = true;
    root.focus();
    if (does.localName === "a") go(at);
  });
  document.addEventListener("submit", (event) => {
    const form = /** @type {HTMLFormElement} */ (event.target);
    if (!("now" in form.dataset)) return;
    event.preventDefault();
    void part.send(form, event.submitter);
  });
  session.addEventListener("entry", (/** @type {any} */ { detail }) => detail.stream === stream && LEADS.test(detail.item.kind) && part.soon());
  session.addEventListener("resync", () => part.soon());
  board?.addEventListener("change", () => board.fetching.led === root.dataset.led || part.soon(), { once: true });
  session.time.sample(root.dataset.now ?? "", performance.now());
  setInterval(tick, TICK_MS);
  queueMicrotask(called);
  return part;
}
