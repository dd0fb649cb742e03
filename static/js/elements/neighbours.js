/** What a line shows because of the line above it: a heading for a new day, no name twice in a row. */

import { clone } from "./templates.js";

const PAUSE_MS = 5 * 60_000;
const LINE = "[data-seq], [data-key]";

/** Settles the lines from `first` to `last` (the end of the list if missing). */
export function settle(/** @type {Element | null} */ first, /** @type {Element | null} */ last = null) {
  let above = lineAbove(first);
  for (let line = first; line; line = line.nextElementSibling) {
    if (line.matches(LINE)) {
      settleOne(line, above);
      above = line;
    }
    if (line === last) break;
  }
}

function settleOne(/** @type {any} */ line, /** @type {any} */ above) {
  const startsDay = !above || dayOf(line) !== dayOf(above);
  separate(line, startsDay);
  const isApart = line.previousElementSibling?.matches(".thread__rule");
  const continues = !startsDay && !isApart && line.matches(".message") && above.matches(".message") &&
    line.dataset.author === above.dataset.author && momentOf(line) - momentOf(above) < PAUSE_MS;
  line.toggleAttribute("data-continued", continues);
}

function separate(/** @type {Element} */ line, /** @type {boolean} */ startsDay) {
  const separator = separatorOf(line);
  if (startsDay && !separator) {
    const made = clone("day-template");
    made.querySelector("local-time").setAttribute("datetime", timeOf(line));
    const marker = line.previousElementSibling?.matches(".unread-marker") ? line.previousElementSibling : line;
    marker.before(made);
  } else if (!startsDay && separator) {
    separator.remove();
  }
}

/** The heading right above a line, an unread marker between them or not. */
function separatorOf(/** @type {Element} */ line) {
  let above = line.previousElementSibling;
  if (above?.matches(".unread-marker")) above = above.previousElementSibling;
  return above?.matches(".day-separator") ? above : null;
}

function lineAbove(/** @type {Element | null} */ line) {
  let above = line?.previousElementSibling ?? null;
  while (above && !above.matches(LINE)) above = above.previousElementSibling;
  return above;
}

function timeOf(/** @type {Element} */ line) {
  return line.querySelector("time").dateTime || line.querySelector("local-time").getAttribute("datetime");
}

const momentOf = (/** @type {Element} */ line) => new Date(timeOf(line)).getTime();
const dayOf = (/** @type {Element} */ line) => new Date(timeOf(line)).toDateString();
