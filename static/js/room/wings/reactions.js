/** Reactions on a room page: counts come for everybody, one's own are known here alone. */

import "../../elements/reaction-picker.js";
import { declareLook, showLook } from "../../elements/looks.js";
import { counted } from "../../elements/phrases.js";
import { Reactions } from "./reaction-state.js";

const TOLD_EVERY_MS = 15_000;
const COMMAND = "reactions.set";

export function reactions(/** @type {any} */ { root, session, part, ask, on }) {
  const stream = Number(root.dataset.stream);
  const state = new Reactions();
  const teller = new Teller(part);
  const mayReact = !part("reaction-picker")?.matches("[data-closed]");
  const messages = (/** @type {number} */ seq) => root.querySelectorAll(`.message[data-seq="${seq}"]`);
  const show = (/** @type {number} */ seq) => messages(seq).forEach((/** @type {any} */ one) => showBar(one, state));
  const toggle = (/** @type {number} */ message, /** @type {string} */ emoji) =>
    ask(COMMAND, { message, emoji, on: !state.isOwn(message, emoji) });

  declareLook("reactions", (look, data, message) => fill(look, data, Number(message.dataset.seq), state, mayReact));
  learn(root, state);
  new MutationObserver((all) => all.forEach(({ addedNodes }) => addedNodes.forEach((node) => meet(node, state))))
    .observe(root, { childList: true, subtree: true });

  session.addEventListener("entry", (/** @type {any} */ { detail: { stream: from, item } }) => {
    if (from !== stream || item.kind !== "reactions.counted") return;
    for (const [seq, counts] of Object.entries(item.data.messages ?? {})) {
      const gained = state.counted(Number(seq), counts);
      if (gained > 0 && root.querySelector(`.message[data-own][data-seq="${seq}"]`)) teller.gained(gained);
      show(Number(seq));
    }
  });
  session.addEventListener("resync", () => state.forget());
  session.addEventListener("command", (/** @type {any} */ { detail }) => {
    if (detail.name !== COMMAND || detail.args.stream !== stream) return;
    state.follow(detail);
    show(detail.args.message);
  });

  root.addEventListener("click", (/** @type {any} */ event) => {
    const message = event.target.closest(".message");
    const chip = event.target.closest(".reaction");
    const seq = Number(message?.dataset.seq);
    if (chip && mayReact) toggle(seq, chip.dataset.emoji);
    else if (event.target.closest('[data-quick="react"]')) part("reaction-picker").open(message, state.own(seq));
    else if (event.target.closest(".reactions__who")) part("reaction-picker").who(event);
  });
  on("react", ({ message }) => part("reaction-picker").open(messages(message)[0], state.own(message)));
  on("reacted", ({ message, emoji }) => toggle(message, emoji));
}

/** What the server rendered: counts, and which of them are the reader's. */
function learn(/** @type {ParentNode} */ within, /** @type {Reactions} */ state) {
  for (const bar of within.querySelectorAll(".reactions")) {
    const message = /** @type {HTMLElement | null} */ (bar.closest(".message"));
    if (!message) continue;
    const chips = /** @type {HTMLElement[]} */ ([...bar.querySelectorAll(".reaction:not([hidden])")]);
    const own = chips.filter((chip) => chip.ariaPressed === "true").map((chip) => chip.dataset.emoji ?? "");
    const counts = chips.map((chip) => [chip.dataset.emoji, Number(chip.querySelector(".reaction__count")?.textContent)]);
    state.learn(Number(message.dataset.seq), Object.fromEntries(counts), own);
  }
}

/** Messages that were added, from a page of history perhaps, which knows less than the entries since. */
function meet(/** @type {Node} */ node, /** @type {Reactions} */ state) {
  if (!(node instanceof HTMLElement) || !(node.matches(".message") || node.querySelector(".message"))) return;
  learn(node, state);
  const all = /** @type {HTMLElement[]} */ (node.matches(".message") ? [node] : [...node.querySelectorAll(".message")]);
  for (const message of all) if (state.knows(Number(message.dataset.seq))) showBar(message, state);
}

function showBar(/** @type {HTMLElement} */ message, /** @type {Reactions} */ state) {
  if (message.dataset.state !== "sent") return;
  const focused = /** @type {HTMLElement | null} */ (document.activeElement?.closest(".reaction"));
  const held = focused && message.contains(focused) ? focused.dataset.emoji : undefined;
  showLook(message, "reactions", state.shown(Number(message.dataset.seq)));
  if (!held) return;
  const chip = /** @type {HTMLElement | null} */ (message.querySelector(`.reaction[data-emoji="${held}"]:not([hidden])`));
  (chip ?? message).focus({ preventScroll: true });
}

function fill(/** @type {HTMLElement} */ look, /** @type {any} */ data, /** @type {number} */ seq, /** @type {Reactions} */ state, /** @type {boolean} */ mayReact) {
  state.learn(seq, data);
  const counts = state.shown(seq) ?? data;
  for (const chip of /** @type {NodeListOf<HTMLElement>} */ (look.querySelectorAll(".reaction"))) {
    const emoji = chip.dataset.emoji ?? "";
    chip.hidden = !counts[emoji];
    chip.ariaPressed = String(state.isOwn(seq, emoji));
    chip.ariaDisabled = mayReact ? null : "true";
    /** @type {HTMLElement} */ (chip.querySelector(".reaction__count")).textContent = String(counts[emoji] ?? 0);
  }
  /** @type {HTMLAnchorElement} */ (look.querySelector(".reactions__who")).setAttribute("href", `messages/${seq}/reactions`);
}

/** Tells the reader that their messages were reacted to, in one sentence now and then. */
class Teller {
  #gained = 0;
  #timer = 0;
  #toldAt = -Infinity;

  constructor(/** @type {(name: string) => any} */ part) {
    this.part = part;
  }

  gained(/** @type {number} */ n) {
    this.#gained += n;
    this.#timer ||= setTimeout(() => this.#tell(), Math.max(1000, this.#toldAt + TOLD_EVERY_MS - performance.now()));
  }

  #tell() {
    this.part("live-voice").tell(counted("reacted", this.#gained));
    this.#gained = 0;
    this.#timer = 0;
    this.#toldAt = performance.now();
  }
}
