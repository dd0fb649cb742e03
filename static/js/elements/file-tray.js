/**
 * <file-tray>: files for the message that is being written, from the choice to the moment they are
 * kept, with what each picture shows for those who do not see it.
 *
 * @typedef {{row: HTMLElement, file?: File, key: string, kept?: import("./upload.js").Kept, upload?: Upload}} Item
 */

import { newKey } from "../live/keys.js";
import { phrase } from "./phrases.js";
import { clone } from "./templates.js";
import { Refused, Stopped, Upload } from "./upload.js";

class FileTray extends HTMLElement {
  /** @type {Item[]} */ #items = [];
  /** Why files of the last choice cannot be sent. @type {string[]} */ #problems = [];
  /** Where to upload, and what is allowed; set by the page. @type {any} */ rules = {};

  connectedCallback() {
    this.list = /** @type {HTMLElement} */ (this.querySelector(".tray__list"));
    this.note = /** @type {HTMLElement} */ (this.querySelector(".tray__note"));
    this.addEventListener("click", this.#clicked);
    this.addEventListener("keydown", this.#pressed);
    addEventListener("online", this.#again);
  }

  disconnectedCallback() {
    removeEventListener("online", this.#again);
  }

  get isEmpty() {
    return this.#items.length === 0;
  }

  get isReady() {
    return this.#items.every(({ kept }) => kept);
  }

  /** Takes files that were chosen, pasted or dropped, and begins to send them. */
  add(/** @type {Iterable<File>} */ files) {
    this.#forgive();
    for (const file of files) {
      const problem = this.#problem(file);
      if (problem) this.#refuse(problem);
      else this.#begin(this.#show({ row: clone("tray-file-template"), file, key: newKey() }, file.name));
    }
  }

  /** The kept files with their words; the tray is empty then. */
  take() {
    const taken = this.#items.map(({ kept, row }) => ({ kept, alt: input(row).value.trim() }));
    this.#items = [];
    this.list.replaceChildren();
    this.#forgive();
    return taken;
  }

  /** Puts files back that were not sent after all. */
  giveBack(/** @type {{kept: any, alt: string}[]} */ taken) {
    for (const { kept, alt } of taken) {
      const item = this.#show({ row: clone("tray-file-template"), key: "", kept }, kept.name);
      this.#ready(item, kept);
      input(item.row).value = alt;
    }
  }

  /** Says why the message is not sent yet. */
  warn() {
    this.#tell(phrase("file-not-yet"));
  }

  /** News stand after what cannot be sent: that is read before it goes. */
  #tell(/** @type {string} */ news) {
    this.note.textContent = [...this.#problems, news].join(" ").trim();
  }

  #refuse(/** @type {string} */ problem) {
    this.#problems.push(problem);
    this.#tell("");
  }

  #forgive() {
    this.#problems = [];
    this.#tell("");
  }

  #problem(/** @type {File} */ file) {
    const { accepted, bytes, files } = this.rules;
    if (!accepted.split(",").includes(file.type)) return phrase("file-other-kind", { name: file.name });
    if (file.size > bytes) return phrase("file-too-large", { name: file.name });
    return this.#items.length >= files ? phrase("file-too-many") : "";
  }

  #show(/** @type {Item} */ item, /** @type {string} */ name) {
    item.row.querySelector(".tray__name").textContent = name;
    this.list.append(item.row);
    this.#items.push(item);
    return item;
  }

  async #begin(/** @type {Item} */ item) {
    const upload = new Upload({ ...this.rules, key: item.key, file: item.file });
    item.upload = upload;
    upload.progressed = (share) => this.#mark(item, "sending", phrase("file-sending"), share);
    upload.stalled = () => this.#mark(item, "waiting", phrase("file-waits"));
    this.#mark(item, "sending", phrase("file-sending"), 0);
    try {
      this.#ready(item, await upload.send());
      this.#tell(phrase("file-ready", { name: item.file?.name }));
    } catch (problem) {
      if (problem instanceof Refused) this.#refused(item, problem.message);
      else if (!(problem instanceof Stopped)) this.#mark(item, "failed", phrase("file-failed"));
    }
  }

  #mark(/** @type {Item} */ { row }, /** @type {string} */ state, /** @type {string} */ words, share = 0) {
    row.dataset.state = state;
    row.querySelector(".tray__state").textContent = words;
    /** @type {HTMLProgressElement} */ (row.querySelector("progress")).value = share;
    /** @type {HTMLElement} */ (row.querySelector('[data-does="upload-again"]')).hidden = state !== "failed";
  }

  #ready(/** @type {Item} */ item, /** @type {import("./upload.js").Kept} */ kept) {
    item.kept = kept;
    this.#mark(item, "ready", "", 1);
    if (kept.kind !== "image") return;
    const picture = document.createElement("img");
    Object.assign(picture, { src: `files/${kept.id}/small`, alt: "", width: kept.width, height: kept.height });
    item.row.querySelector(".tray__picture").replaceChildren(picture);
    input(item.row).closest("label").hidden = false;
  }

  /** Its row goes, since it can never be sent; why is said below. */
  #refused(/** @type {Item} */ item, /** @type {string} */ why) {
    this.#forget(item);
    this.#refuse(`${item.file?.name}: ${why}`);
  }

  #forget(/** @type {Item} */ item) {
    this.#items = this.#items.filter((one) => one !== item);
    item.row.remove();
  }

  #remove(/** @type {Item} */ item) {
    const next = this.#items[this.#items.indexOf(item) + 1] ?? this.#items[this.#items.indexOf(item) - 1];
    item.upload?.stop();
    if (item.kept) this.#drop(item.kept.id);
    this.#forget(item);
    this.#tell(phrase("file-removed", { name: item.row.querySelector(".tray__name").textContent }));
    /** @type {HTMLElement} */ (next?.row.querySelector('[data-does="remove-file"]') ?? this.closest("form")?.querySelector("textarea"))?.focus();
  }

  /** What cannot be given up now is cleared away by the server in a day. */
  #drop(/** @type {string} */ id) {
    fetch(`${this.rules.url}${id}/drop`, { method: "POST", headers: { "X-CSRFToken": this.rules.csrf } }).catch(() => {});
  }

  #again = () => {
    for (const item of this.#items) if (item.row.dataset.state === "failed") this.#begin(item);
  };

  #clicked = (/** @type {MouseEvent} */ event) => {
    const does = /** @type {HTMLElement} */ (event.target).closest("[data-does]")?.dataset.does;
    const item = this.#items.find(({ row }) => row.contains(/** @type {Node} */ (event.target)));
    if (item && does === "remove-file") this.#remove(item);
    else if (item && does === "upload-again") this.#begin(item);
  };

  /** Enter in the words for a picture goes on to the message and does not send it. */
  #pressed = (/** @type {KeyboardEvent} */ event) => {
    if (event.key !== "Enter" || event.isComposing || !(event.target instanceof HTMLInputElement)) return;
    event.preventDefault();
    this.closest("form")?.querySelector("textarea")?.focus();
  };
}

/** @returns {any} the field for what a picture shows */
function input(/** @type {HTMLElement} */ row) {
  return row.querySelector(".tray__alt input");
}

customElements.define("file-tray", FileTray);
