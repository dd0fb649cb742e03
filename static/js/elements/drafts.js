/** What somebody has begun to write in a room, kept in this browser through reloads. */

export class Draft {
  constructor(/** @type {string} */ place, /** @type {Storage} */ storage = localStorage) {
    this.name = `polylogue.draft.${place}`;
    this.storage = storage;
  }

  /** A full or forbidden storage loses drafts, nothing else. */
  keep(/** @type {string} */ text) {
    try {
      if (text) this.storage.setItem(this.name, text);
      else this.storage.removeItem(this.name);
    } catch {
      this.storage = /** @type {any} */ ({ getItem: () => null, setItem() {}, removeItem() {} });
    }
  }

  /** Takes over what the same person has begun as somebody else: a guest who has an account now. */
  inherit(/** @type {Draft} */ other) {
    if (!this.text) this.keep(other.text);
    other.keep("");
  }

  /** @returns {string} */
  get text() {
    try {
      return this.storage.getItem(this.name) ?? "";
    } catch {
      return "";
    }
  }
}
