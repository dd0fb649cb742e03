/** <versions-dialog>: what a message said before, for those who moderate. */

import { phrase } from "./phrases.js";
import { fromServer } from "./templates.js";

class VersionsDialog extends HTMLElement {
  /** Asks for the versions of a message and shows them, perhaps under another title. */
  async show(/** @type {number} */ message, title = "") {
    const dialog = /** @type {HTMLDialogElement} */ (this.querySelector("dialog"));
    const content = /** @type {HTMLElement} */ (this.querySelector(".versions-dialog__content"));
    const heading = /** @type {HTMLElement} */ (this.querySelector(".dialog__title"));
    heading.dataset.title ??= heading.textContent;
    heading.textContent = title || heading.dataset.title;
    content.replaceChildren();
    dialog.showModal();
    try {
      const answer = await fetch(`${location.pathname}messages/${message}/versions?part`);
      if (!answer.ok || answer.redirected) throw new Error(String(answer.status));
      content.replaceChildren(fromServer(await answer.text()));
    } catch {
      content.textContent = phrase("no-versions");
    }
  }
}

customElements.define("versions-dialog", VersionsDialog);
