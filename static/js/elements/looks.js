/** What stands above and below the text of a message. Wings declare how theirs is filled. */

import { clone } from "./templates.js";

/** @type {Map<string, (look: HTMLElement, data: any, message: HTMLElement) => void>} */
const LOOKS = new Map();

/** Has `fill` put what a message has under this name into a copy of the template `look-<name>`. */
export function declareLook(/** @type {string} */ name, /** @type {(look: HTMLElement, data: any, message: HTMLElement) => void} */ fill) {
  LOOKS.set(name, fill);
}

/** Shows what a message has now, and nothing that it does not have any more. */
export function showLooks(/** @type {HTMLElement} */ message, /** @type {any} */ data) {
  for (const name of LOOKS.keys()) showLook(message, name, data[name]);
}

/** Shows one look of a message; `undefined` takes it away. */
export function showLook(/** @type {HTMLElement} */ message, /** @type {string} */ name, /** @type {any} */ data) {
  const old = message.querySelector(`[data-look="${name}"]`);
  if (data === undefined) return old?.remove();
  const look = clone(`look-${name}`);
  LOOKS.get(name)?.(look, data, message);
  if (old) old.replaceWith(look);
  else message.querySelector(`.message__${look.dataset.where}`)?.append(look);
}
