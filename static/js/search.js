/**
 * <search-page>: arrow keys go from the words to what was found and back; "/" and Escape lead to
 * the words.
 */

class SearchPage extends HTMLElement {
  connectedCallback() {
    this.addEventListener("keydown", this.#pressed);
    document.addEventListener("keydown", this.#anywhere);
    addEventListener("load", this.#typedEarly, { once: true });
  }

  disconnectedCallback() {
    document.removeEventListener("keydown", this.#anywhere);
  }

  get #words() {
    return /** @type {HTMLInputElement} */ (this.querySelector('input[type="search"]'));
  }

  get #links() {
    return /** @type {HTMLElement[]} */ ([...this.querySelectorAll(".found__link")]);
  }

  /** What was typed while the page was still loading nobody has heard. */
  #typedEarly = () => {
    const words = this.#words;
    if (words.value !== words.defaultValue) words.dispatchEvent(new Event("input", { bubbles: true }));
  };

  #pressed = (/** @type {KeyboardEvent} */ event) => {
    const here = this.#links.indexOf(/** @type {HTMLElement} */ (document.activeElement));
    const isInWords = document.activeElement === this.#words;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (event.key === "Escape" && here >= 0) this.#words.focus();
    else if (step && (isInWords || here >= 0)) this.#go(here + step);
    else return;
    event.preventDefault();
  };

  #go(/** @type {number} */ place) {
    if (place < 0) this.#words.focus();
    else this.#links[Math.min(place, this.#links.length - 1)]?.focus();
  }

  #anywhere = (/** @type {KeyboardEvent} */ event) => {
    const isTyping = /** @type {HTMLElement} */ (event.target).closest("input, select, textarea");
    if (event.key !== "/" || isTyping || event.ctrlKey || event.metaKey || event.altKey) return;
    this.#words.focus();
    this.#words.select();
    event.preventDefault();
  };
}

customElements.define("search-page", SearchPage);
