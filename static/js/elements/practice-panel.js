/**
 * <practice-panel>: the form of a good practice beside the conversation. A second message that is pinned
 * while the form is open joins it; what was typed stays.
 */

import { phrase } from "./phrases.js";
import { fromServer, tell } from "./templates.js";

class PracticePanel extends HTMLElement {
  /** The messages that the open form is about, by seq. @type {number[]} */ #messages = [];
  #practice = "";
  /** @type {HTMLElement | null} */ #from = null;

  connectedCallback() {
    this.place = /** @type {HTMLElement} */ (this.querySelector(".practices__form"));
    this.addEventListener("click", this.#clicked);
    this.addEventListener("submit", this.#sent);
  }

  /** Opens the form for a message, or adds it to the one that is open. */
  async pin(/** @type {number} */ message) {
    this.#from ??= document.querySelector(`.message[data-seq="${message}"]`);
    const messages = this.#isOpen ? [...new Set([...this.#messages, message])] : [message];
    /** @type {any} */ (this.closest("side-tabs")).show("practices");
    if (await this.#load(messages, this.#practice)) this.#messages = messages;
  }

  get #isOpen() {
    return Boolean(this.place?.querySelector(".practices__fields"));
  }

  async #load(/** @type {number[]} */ messages, /** @type {string} */ practice) {
    const asked = new URLSearchParams([...messages.map((seq) => ["message", String(seq)]), ["part", ""]]);
    if (practice) asked.set("practice", practice);
    const answer = await fetch(`${this.dataset.pin}?${asked}`).catch(() => null);
    if (!answer?.ok || answer.redirected) {
      tell(this, "trouble", { text: phrase("practice-lost") });
      return false;
    }
    const typed = this.#typed();
    this.#show(await answer.text());
    this.#typeAgain(typed);
    this.#practice = practice;
    return true;
  }

  #show(/** @type {string} */ html) {
    this.place?.replaceChildren(fromServer(html));
    /** @type {HTMLElement} */ (this.place).hidden = false;
    const heading = /** @type {HTMLElement | null} */ (this.place?.querySelector('[role="alert"], #pin-title'));
    heading?.setAttribute("tabindex", "-1");
    this.closest(".room__side")?.scrollTo({ top: 0 });
    heading?.focus({ preventScroll: !heading.matches("[role=alert]") });
  }

  /** The fields that hold something else than they began with. */
  #typed() {
    const fields = /** @type {HTMLInputElement[]} */ ([...(this.place?.querySelectorAll(".practices__fields :is(input:not([type=hidden], [type=radio], [type=checkbox]), textarea)") ?? [])]);
    return new Map(fields.filter((field) => field.value !== field.defaultValue).map((field) => [field.name, field.value]));
  }

  #typeAgain(/** @type {Map<string, string>} */ typed) {
    for (const [name, value] of typed) {
      const field = /** @type {HTMLInputElement | null} */ (this.place?.querySelector(`.practices__fields [name="${name}"]`));
      if (field) field.value = value;
    }
  }

  #sent = async (/** @type {SubmitEvent} */ event) => {
    const form = /** @type {HTMLFormElement} */ (event.target);
    event.preventDefault();
    if (form.matches(".practices__choice")) {
      await this.#load(this.#messages, String(new FormData(form).get("practice") ?? ""));
      return;
    }
    const button = /** @type {HTMLButtonElement | null} */ (form.querySelector('[type="submit"]'));
    if (button) button.disabled = true;
    const url = `${form.getAttribute("action")}part`;
    const answer = await fetch(url, { method: "POST", body: new FormData(form) }).catch(() => null);
    if (button) button.disabled = false;
    if (answer?.status === 201 || answer?.status === 422) this.#answered(answer.status, await answer.text());
    else tell(this, "trouble", { text: await reason(answer) });
  };

  #answered(/** @type {number} */ status, /** @type {string} */ html) {
    this.#show(html);
    if (status !== 201) return;
    this.#messages = [];
    this.#practice = "";
  }

  #clicked = (/** @type {MouseEvent} */ event) => {
    if (/** @type {HTMLElement} */ (event.target).closest('[data-does="close-pin"]')) this.#close();
  };

  #close() {
    this.place?.replaceChildren();
    /** @type {HTMLElement} */ (this.place).hidden = true;
    this.#messages = [];
    this.#practice = "";
    const sheet = /** @type {HTMLElement | null} */ (this.closest(":popover-open"));
    sheet?.hidePopover();
    this.#from?.focus();
    this.#from = null;
  }
}

/** What a page of ours says about a refusal, or that the line is bad. */
async function reason(/** @type {Response | null} */ answer) {
  const page = answer && new DOMParser().parseFromString(await answer.text(), "text/html");
  return page?.querySelector(".status-page__lead")?.textContent?.trim() || phrase("practice-unsaved");
}

customElements.define("practice-panel", PracticePanel);
