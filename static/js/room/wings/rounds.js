/** Group work on a room page: the clock runs, its last minutes are told, pages are made ready. */

import "../../elements/round-clock.js";
import { phrase } from "../../elements/phrases.js";
import { tell } from "../../elements/templates.js";

const TICK_MS = 500;
/** Seconds before the end that are told aloud, with the phrase for each. */
const TOLD = new Map([[300, "minutes-left-5"], [60, "minutes-left-1"]]);
export const BECOMES = {
  "breakout.round_announced": "opening", "breakout.opening_stopped": "draft", "breakout.round_opened": "open",
  "breakout.time_changed": "open", "breakout.round_closed": "closed", "breakout.round_dropped": "closed",
};
const ENDS = new Set(["draft", "closed"]);

/** What is told of a draft: everything to the crew, or where people choose; else only that there is one. */
const AHEAD = new Set(["breakout.round_drafted", "breakout.groups_ahead"]);

/** What the clock of the room before went by: a page that was made of the blank one knows less. */
let before = /** @type {DOMStringMap | null} */ (null);

export function rounds(/** @type {any} */ page) {
  const { root, session, part, signal } = page;
  const clock = part("round-clock");
  if (clock && before) {
    Object.assign(clock.dataset, before);
    clock.tick(session.now());
  }
  const ahead = () => tell(root, "groups-ahead", null);
  const told = new Told(page);
  const timer = setInterval(() => told.at(part("round-clock")?.tick(session.now())), TICK_MS);
  signal.addEventListener("abort", () => {
    clearInterval(timer);
    before = { ...part("round-clock")?.dataset };
  });
  session.addEventListener("entry", (/** @type {any} */ { detail: { item } }) => {
    const state = BECOMES[/** @type {keyof typeof BECOMES} */ (item.kind)];
    if (AHEAD.has(item.kind) || state) ahead();
    if (state) follow(part("round-clock"), state, item.data);
    if (item.kind === "breakout.round_opened" || item.kind === "breakout.round_closed") tell(root, "renew-around", null);
  });
  if (part("round-clock")?.dataset.state) ahead();
}

/** The clock goes by what the entry says. */
export function follow(/** @type {{dataset: DOMStringMap} | undefined} */ clock, /** @type {string} */ state, /** @type {any} */ { round, opens_at: opensAt, ends_at: endsAt, returns_at: returnsAt }) {
  if (!clock || isOfAnother(clock, state, round)) return;
  Object.assign(clock.dataset, { state, round: String(round) });
  for (const [name, value] of Object.entries({ opensAt, endsAt, returnsAt })) if (value !== undefined) clock.dataset[name] = value;
}

/** A draft that is given up says nothing of the round that is at work meanwhile. */
function isOfAnother(/** @type {{dataset: DOMStringMap}} */ { dataset }, /** @type {string} */ state, /** @type {number} */ round) {
  return ENDS.has(state) && Boolean(dataset.round) && dataset.round !== String(round);
}

/** What is told aloud of the time: once each, however often the clock is looked at. */
class Told {
  #phase = "";
  #left = Infinity;

  constructor(/** @type {any} */ page) {
    this.page = page;
  }

  at(/** @type {{phase: string, left: number} | undefined} */ now) {
    if (!now) return;
    const isNew = now.phase !== this.#phase;
    if (isNew && now.phase && !["work", "endless"].includes(now.phase)) this.#tell(`clock-${now.phase}`, now.left);
    if (!isNew && now.phase === "work") {
      for (const [seconds, words] of TOLD) if (this.#left > seconds && now.left <= seconds) this.#tell(words, now.left);
    }
    this.#phase = now.phase;
    this.#left = now.left;
  }

  #tell(/** @type {string} */ words, /** @type {number} */ left) {
    this.page.part("live-voice").tell(phrase(words, { n: left }));
  }
}
