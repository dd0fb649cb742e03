/** After which entries of the dialogue's stream pages of group work are asked for anew. */

const OURS = /^(breakout|help|notices)\.|^rooms\.(people_moved|groups_)|^dialogues\.(person|participant|roles)/;

/** `more`: kinds that the parts of tiles name. */
export function concernsGroups(/** @type {string} */ kind, /** @type {string} */ more = "") {
  return OURS.test(kind) || more.split(" ").includes(kind);
}
