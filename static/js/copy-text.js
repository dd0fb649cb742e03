/** A field with a button that copies what the field says. */

const DONE_MS = 2_000;

class CopyText extends (globalThis.HTMLElement ?? Object) {
  connectedCallback() {
    this.querySelector("button")?.addEventListener("click", this);
  }

  disconnectedCallback() {
    this.querySelector("button")?.removeEventListener("click", this);
  }

  async handleEvent() {
    const field = /** @type {HTMLInputElement} */ (this.querySelector("input"));
    field.select();
    await navigator.clipboard.writeText(field.value);
    this.#say(/** @type {HTMLElement} */ (this.querySelector("button")));
  }

  #say(/** @type {HTMLElement} */ button) {
    const words = /** @type {HTMLElement} */ (button.querySelector("span"));
    const before = words.textContent;
    words.textContent = button.dataset.done ?? "";
    window.setTimeout(() => (words.textContent = before), DONE_MS);
  }
}

globalThis.customElements?.define("copy-text", CopyText);
