/** <versions-dialog>: what a message said before, for those who moderate. */

import { phrase } from "./phrases.js";
import { fromServer } from "./templates.js";

class VersionsDialog extends HTMLElement {
  /** Asks for the versions of a message and shows them. */
  async show(/** @type {number} */ message) {
    const dialog = /** @type {HTMLDialogElement} */ (this.querySelector("dialog"));
    const content = /** @type {HTMLElement} */ (this.querySelector(".versions-dialog__content"));
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
