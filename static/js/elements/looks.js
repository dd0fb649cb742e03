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
  else message.querySelector(`.message__${look.dataset.where}`)?.insertBefore(look, laterLook(message, look));
}

/** The look that stands after it on a page from the server: the order is that of the templates. */
function laterLook(/** @type {HTMLElement} */ message, /** @type {HTMLElement} */ { dataset: { look: name, where } }) {
  const names = [...document.querySelectorAll('template[id^="look-"]')].map(({ id }) => id.slice("look-".length));
  const later = names.slice(names.indexOf(String(name)) + 1);
  const looks = /** @type {NodeListOf<HTMLElement>} */ (message.querySelectorAll(`.message__${where} > [data-look]`));
  return [...looks].find(({ dataset }) => later.includes(String(dataset.look))) ?? null;
}
