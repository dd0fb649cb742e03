/**
 * <step-now data-look data-me data-crew data-lead>: the step that the reader's group is in, until
 * when, and what it asks of them. Filled by the server at first, and by `show(look)` whenever the
 * group's script goes on. Tells `steers` with a command and its arguments.
 */

import { phrase } from "./phrases.js";
import { clone, tell } from "./templates.js";
import { clockface, mineOf } from "../room/wings/script-looks.js";

class StepNow extends HTMLElement {
  /** @type {any} */ #look = null;
  #timer = 0;
  #endsAt = 0;

  connectedCallback() {
    const seconds = Number(this.#slot("left").dataset.seconds);
    this.#endsAt = performance.now() + 1000 * seconds;
    if (this.dataset.look) this.#fill(JSON.parse(this.dataset.look));
    this.#timer = window.setInterval(() => this.#tick(), 500);
    this.querySelector("[data-does=unfold]")?.addEventListener("click", (event) => unfold(/** @type {HTMLElement} */ (event.currentTarget)));
    this.addEventListener("submit", (event) => this.#steer(/** @type {SubmitEvent} */ (event)));
  }

  disconnectedCallback() {
    clearInterval(this.#timer);
  }

  /** @param {any} look what entries about a script show @param {Date} now the server's time */
  show(look, now) {
    this.#endsAt = performance.now() + (look.until ? Date.parse(look.until) - now.getTime() : 1000 * (look.left ?? 0));
    this.#fill(look);
  }

  get isListening() {
    return "listening" in this.dataset;
  }

  get look() {
    return this.#look;
  }

  get mine() {
    return mineOf(this.#look, Number(this.dataset.me), "crew" in this.dataset, "lead" in this.dataset);
  }

  #fill(/** @type {any} */ look) {
    this.#look = look;
    this.hidden = Boolean(look.over);
    this.toggleAttribute("data-listening", !look.over && this.mine.isListening);
    if (look.over) return;
    const mine = this.mine;
    this.#say("where", phrase(look.turn ? "script-turn" : "script-where", { n: look.at + 1, of: look.of, name: look.turn }));
    for (const name of ["title", "says", "writes", "next"]) this.#say(name, look[name]);
    this.#say("mine", mine.roles);
    this.#slot("mine").parentElement?.toggleAttribute("hidden", !mine.roles);
    this.#say("asks", mine.asks);
    this.#say("with", look.alone ? phrase("script-alone") : mine.with && phrase("script-with", { names: mine.with }));
    this.#ask(look);
    this.#offer(mine);
    this.#tick();
  }

  /** What is to be written down in this step, and where. */
  #ask(/** @type {any} */ { captures, noted }) {
    const link = this.#slot("captures");
    link.parentElement?.toggleAttribute("hidden", !captures);
    link.dataset.text = captures;
    this.#say("noted", noted);
  }

  #offer(/** @type {any} */ mine) {
    const form = this.#slot("deeds");
    form.hidden = !mine.maySteer;
    /** @type {any} */ (form.querySelector("[name=at]")).value = String(this.#look.at);
    const shows = { hold: this.#look.until, resume: !this.#look.until };
    for (const [name, is] of Object.entries(shows)) form.querySelector(`[value="scripts.${name}"]`)?.toggleAttribute("hidden", !is);
    const hand = this.#slot("hand");
    hand.hidden = !mine.maySteer;
    choices(hand.querySelector("[name=role]"), mine.handable);
    choices(hand.querySelector("[name=person]"), mine.people);
    const list = this.#slot("roles");
    list.closest("details")?.toggleAttribute("hidden", !this.#look.roles.length);
    list.replaceChildren(...mine.list.map(roleRow));
  }

  #tick() {
    if (!this.#look || this.#look.over) return;
    const { until, left, waits_for: name } = this.#look;
    const seconds = until ? Math.max(0, (this.#endsAt - performance.now()) / 1000) : left ?? 0;
    const said = until ? "script-left" : name ? "script-waits" : "script-held";
    this.#say("left", phrase(said, { time: clockface(seconds), name }));
    this.querySelector(".step-now")?.setAttribute("data-state", until ? (seconds <= 60 ? "ending" : "runs") : "held");
  }

  #steer(/** @type {SubmitEvent} */ event) {
    event.preventDefault();
    const said = new FormData(/** @type {HTMLFormElement} */ (event.target), event.submitter);
    const name = String(said.get("command"));
    const args = { "scripts.skip": { at: Number(said.get("at")) }, "scripts.add_minutes": { minutes: Number(said.get("minutes")) }, "scripts.hand_role": { role: said.get("role"), person: Number(said.get("person")) } };
    tell(this, "steers", { name, args: args[/** @type {keyof typeof args} */ (name)] ?? {} });
  }

  #slot(/** @type {string} */ name) {
    return /** @type {HTMLElement} */ (this.querySelector(`[data-slot="${name}"]`));
  }

  #say(/** @type {string} */ name, /** @type {string} */ text) {
    const slot = this.#slot(name);
    if (slot.textContent !== text) slot.textContent = text ?? "";
  }
}

/** On a phone the step is one bar; whoever taps sees the rest. */
function unfold(/** @type {HTMLElement} */ button) {
  button.ariaExpanded = String(button.ariaExpanded !== "true");
}

/** What can be chosen, with what was chosen before if it still can. */
function choices(/** @type {any} */ select, /** @type {[string, string][]} */ offered) {
  const before = select.value;
  select.replaceChildren(...offered.map(([value, label]) => new Option(label, value, false, value === before)));
}

function roleRow(/** @type {any} */ { title, names, key, canTake }) {
  const row = clone("script-role-template");
  row.querySelector("dt").textContent = title;
  row.querySelector("span").textContent = names;
  const button = row.querySelector("button");
  button.value = key;
  button.hidden = !canTake;
  return row;
}

customElements.define("step-now", StepNow);
