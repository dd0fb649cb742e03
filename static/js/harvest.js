/** The board of harvests as a page of its own: reports are put in order by buttons. */

import { moveEarlier } from "./elements/harvest-forms.js";

for (const button of document.querySelectorAll('[data-does="earlier"]')) /** @type {HTMLElement} */ (button).hidden = false;
document.addEventListener("click", moveEarlier);
