/**
 * <library-page>: where there is room, the filters stand open; and whoever chose one by keyboard is
 * still there when the list has changed.
 */

const WIDE = "(min-width: 62rem)";

class LibraryPage extends HTMLElement {
  #left = "";

  connectedCallback() {
    this.#wide.addEventListener("change", this.#arrange);
    this.addEventListener("htmx:beforeSwap", this.#remember);
    this.addEventListener("htmx:afterSwap", this.#swapped);
    this.#arrange();
  }

  disconnectedCallback() {
    this.#wide.removeEventListener("change", this.#arrange);
  }

  #wide = matchMedia(WIDE);

  #arrange = () => {
    const filters = this.querySelector("details.library__filters");
    filters?.toggleAttribute("open", this.#wide.matches);
  };

  #remember = () => {
    const link = document.activeElement?.closest("#found .facet__link");
    this.#left = link ? labelOf(link) : "";
  };

  #swapped = () => {
    this.#arrange();
    if (!this.#left) return;
    const links = /** @type {HTMLElement[]} */ ([...this.querySelectorAll(".facet__link")]);
    const same = links.find((link) => labelOf(link) === this.#left && link.checkVisibility());
    (same ?? /** @type {HTMLElement | null} */ (this.querySelector(".library__filters > summary")))?.focus();
  };
}

/** The filter and its value, which are the same wherever the link stands now. */
function labelOf(/** @type {Element} */ link) {
  const facet = link.closest(".facet")?.querySelector(".facet__title")?.textContent;
  return `${facet}: ${link.querySelector(".facet__label")?.textContent}`;
}

customElements.define("library-page", LibraryPage);
