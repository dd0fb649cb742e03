/** Ways to a message: the address of the page, quotes, and the line that leads to a thread. */

import { phrase } from "../elements/phrases.js";
import { toast } from "../elements/toasts.js";

const MESSAGE = /^#message-(\d+)$/;
const THREAD = /^#thread-(\d+)(?:\.message-(\d+))?$/;

export function followLinks(/** @type {any} */ page) {
  const { root, part, signal } = page;
  root.addEventListener("click", (/** @type {MouseEvent} */ event) => clicked(part, event));
  addEventListener("hashchange", () => arrive(part), { signal });
  if (!arrive(part) && !location.hash) part("thread-panel")?.resume();
}

/** @returns {boolean} whether the address names a place */
function arrive(/** @type {any} */ part) {
  const [, thread, reply] = location.hash.match(THREAD) ?? [];
  const [, message] = location.hash.match(MESSAGE) ?? [];
  if (thread) part("thread-panel").open(Number(thread), { to: Number(reply ?? 0) });
  else if (message) visit(part, Number(message));
  return Boolean(thread || message);
}

function clicked(/** @type {any} */ part, /** @type {MouseEvent} */ event) {
  const link = /** @type {HTMLElement | null} */ (/** @type {Element} */ (event.target).closest(".message__quote, [data-does=open-thread]"));
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey || link.closest(".thread-page")) return;
  event.preventDefault();
  const { message, thread } = link.dataset;
  if (thread) part("thread-panel").open(Number(thread), { to: Number(message) });
  else if (message) visit(part, Number(message));
  else part("thread-panel").open(Number(/** @type {HTMLElement} */ (link.closest(".message")).dataset.seq));
}

/** Goes to a message of the room, however far back it is, and marks it for a while. */
async function visit(/** @type {any} */ part, /** @type {number} */ seq) {
  const line = await part("room-log").goTo(seq);
  if (Number(line?.dataset.seq) !== seq) return toast(phrase("no-message"));
  delete line.dataset.found;
  requestAnimationFrame(() => (line.dataset.found = ""));
}

/** The address of a message, into the clipboard; where there is none, onto the page. */
export async function copyLink(/** @type {number} */ seq) {
  const url = new URL(`messages/${seq}`, location.origin + location.pathname).href;
  try {
    await navigator.clipboard.writeText(url);
    toast(phrase("link-copied"));
  } catch {
    toast(phrase("link-is", { url }));
  }
}
