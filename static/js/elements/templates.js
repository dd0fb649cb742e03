/** Copies of the templates that the server rendered into the page. */

/** @returns {any} the first element of the template */
export function clone(/** @type {string} */ id) {
  const template = /** @type {HTMLTemplateElement} */ (document.getElementById(id));
  return document.importNode(template.content, true).firstElementChild;
}

/** The elements of markup that our server made. The only place that turns text into elements. */
export function fromServer(/** @type {string} */ html) {
  const template = document.createElement("template");
  template.innerHTML = html;
  return document.importNode(template.content, true);
}

/** Says something to whoever listens to a live region, also if it said the same before. */
export function say(/** @type {HTMLElement} */ voice, /** @type {string} */ words) {
  voice.textContent = "";
  requestAnimationFrame(() => (voice.textContent = words));
}

/** Tells that something happened, to whoever listens further up. */
export function tell(/** @type {EventTarget} */ from, /** @type {string} */ name, /** @type {unknown} */ detail) {
  from.dispatchEvent(new CustomEvent(name, { detail, bubbles: true }));
}

/** Finds the parts of some markup by their names. @returns {(name: string) => any} */
export function partsOf(/** @type {HTMLElement} */ root) {
  return (name) => root.querySelector(`[data-part="${name}"]`);
}
