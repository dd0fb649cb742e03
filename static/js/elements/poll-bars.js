/** How often each answer of a poll was given, as bars. */

import { counted } from "./phrases.js";
import { clone } from "./templates.js";

/**
 * @param {any} card where they stand
 * @param {[number, number][]} results of each answer its votes and their share in per cent
 * @param {{label: string, means: string}[]} labels none where the server has written them already
 * @param {string} [mean]
 */
export function showBars(card, results, labels, mean) {
  const bars = card.querySelector(".poll__bars");
  while (bars.children.length < results.length) bars.append(clone("poll-bar-template"));
  while (bars.children.length > results.length) bars.lastElementChild.remove();
  results.forEach(([n, percent], place) => {
    const bar = bars.children[place];
    if (labels[place]) showLabel(bar, labels[place]);
    bar.querySelector(".poll__count").textContent = counted("bar", n, { percent });
    bar.querySelector(".poll__meter").value = percent;
  });
  bars.hidden = false;
  const average = card.querySelector(".poll__mean");
  average.hidden = !mean;
  average.querySelector("b").textContent = mean ?? "";
}

function showLabel(/** @type {any} */ bar, /** @type {{label: string, means: string}} */ { label, means }) {
  bar.querySelector(".poll__label").textContent = label;
  Object.assign(bar.querySelector(".poll__means"), { textContent: means, hidden: !means });
}
