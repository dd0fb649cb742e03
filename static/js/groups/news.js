import { phrase } from "../elements/phrases.js";

/** After which entries of the dialogue's stream pages of group work are asked for anew. */

const OURS = /^(breakout|help|notices)\.|^rooms\.(people_moved|groups_)|^dialogues\.(person|participant|roles)/;

/** Who calls for help, by the group's name where the page shows it. */
export function calling(/** @type {HTMLElement} */ page, /** @type {number} */ group) {
  const name = page.querySelector(`[data-group="${Number(group)}"] :is(h2 > span, .tile__title)`)?.textContent?.trim();
  return name ? phrase("named-group-calls", { group: name }) : phrase("group-calls");
}

/** `more`: kinds that the parts of tiles name. */
export function concernsGroups(/** @type {string} */ kind, /** @type {string} */ more = "") {
  return OURS.test(kind) || more.split(" ").includes(kind);
}
