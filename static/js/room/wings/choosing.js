/** Choosing one's group on a room page: it appears when there is something to choose, and follows what others take. */

import "../../elements/group-choice.js";

const ROUND = /^breakout\.(round_(drafted|changed|dropped|announced|opened|closed)|opening_stopped)$/;
const PLACES = /^breakout\.(places_changed|group_(added|renamed|removed|closed|reopened))$/;

export function choosing(/** @type {any} */ { session, part }) {
  const choice = part("group-choice");
  if (!choice) return;
  session.addEventListener("entry", (/** @type {any} */ { detail: { item } }) => {
    if (ROUND.test(item.kind)) choice.roundChanged();
    else if (PLACES.test(item.kind)) choice.placesChanged();
  });
}
