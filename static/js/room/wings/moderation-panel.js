/** The crew's panel beside a room: what was reported, who is muted, how fast people may write. */

import { Latest } from "../../elements/latest.js";
import { phrase } from "../../elements/phrases.js";
import { tell } from "../../elements/templates.js";

/** After these the panel is asked for again; those of other rooms come by the dialogue's stream too. */
const CHANGES = new Set([
  "moderation.message_reported", "moderation.reports_resolved", "moderation.person_muted", "moderation.mute_lifted",
  "moderation.slow_mode_set",
]);

export function showPanel(/** @type {any} */ { root, session, part, ask }, /** @type {(about: any, shown: any) => void} */ resolve) {
  const panel = /** @type {HTMLElement | null} */ (root.querySelector('[data-part="reports"]'));
  if (!panel) return;
  const count = () => part("side-tabs").count("reports", Number(panel.querySelector("[data-count]")?.getAttribute("data-count")));
  const renewal = new PanelRenewal(panel);
  count();
  new MutationObserver(count).observe(panel, { childList: true });

  session.addEventListener("entry", (/** @type {any} */ { detail: { item } }) => {
    if (!CHANGES.has(item.kind)) return;
    renewal.soon();
    if (item.kind === "moderation.message_reported") part("live-voice").tell(phrase("new-report"));
  });
  panel.addEventListener("click", (/** @type {any} */ event) => {
    const report = event.target.closest('[data-does="resolve"]')?.closest("[data-reports]");
    if (!report) return;
    event.preventDefault();
    const reports = report.dataset.reports.split(" ").map(Number);
    resolve({ reports }, { who: report.querySelector(".report__author").textContent, text: report.querySelector(".report__said")?.textContent.trim() });
  });
  panel.addEventListener("submit", (event) => {
    const mute = /** @type {HTMLElement} */ (event.target).closest("[data-mute]");
    event.preventDefault();
    if (mute instanceof HTMLElement) ask("moderation.lift_mute", { mute: Number(mute.dataset.mute) });
  });
  panel.addEventListener("change", (/** @type {any} */ { target }) => {
    if (target.name === "seconds") ask("moderation.set_slow_mode", { seconds: Number(target.value) });
  });
}

/** The panel's content from the server; whoever is in it by keyboard stays where they are. */
class PanelRenewal {
  #timer = 0;
  #latest = new Latest();

  constructor(/** @type {HTMLElement} */ panel) {
    this.panel = panel;
  }

  soon() {
    this.#timer ||= setTimeout(() => this.#renew(), 150);
  }

  async #renew() {
    this.#timer = 0;
    try {
      const fresh = await this.#latest.get(this.panel.dataset.panelUrl ?? "", {});
      if (!fresh) return;
      const hadFocus = this.panel.contains(document.activeElement);
      this.panel.replaceChildren(fresh);
      if (hadFocus) /** @type {HTMLElement | null} */ (this.panel.querySelector("#reports-title"))?.focus({ preventScroll: true });
    } catch {
      tell(this.panel, "renew", null);
    }
  }
}
