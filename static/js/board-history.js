/** The board at any moment: the slider shows it while it is drawn, and the steps beside it without a new page. */

import { phrase } from "./elements/phrases.js";
import { fromServer } from "./elements/templates.js";
import { toast } from "./elements/toasts.js";

const PAUSE_MS = 120;
const OURS = { headers: { "HX-Request": "true" } };

const moment = /** @type {HTMLElement} */ (document.getElementById("moment"));
const slider = /** @type {HTMLInputElement} */ (document.getElementById("moment-seq"));
const voice = /** @type {HTMLElement} */ (document.querySelector("[data-voice]"));
let timer = 0;
let asked = 0;

slider.addEventListener("input", () => {
  clearTimeout(timer);
  timer = window.setTimeout(() => void show(`${moment.dataset.url}?seq=${slider.value}`), PAUSE_MS);
});
slider.form?.addEventListener("submit", (event) => {
  event.preventDefault();
  void show(`${moment.dataset.url}?seq=${slider.value}`);
});
moment.addEventListener("click", (event) => {
  const link = /** @type {Element} */ (event.target).closest("a[data-moment]");
  if (!(link instanceof HTMLAnchorElement) || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  void show(link.href, link.rel);
});

/** Puts another moment in the place of this one; the focus stays on the step that was taken. */
async function show(/** @type {string} */ url, rel = "") {
  const mine = ++asked;
  try {
    const answer = await fetch(url, OURS);
    if (!answer.ok) throw new Error(String(answer.status));
    const html = await answer.text();
    if (mine !== asked) return;
    moment.replaceChildren(fromServer(html));
    const head = /** @type {HTMLElement} */ (moment.querySelector("[data-at]"));
    history.replaceState(null, "", head.dataset.address);
    if (rel) slider.value = head.dataset.at ?? slider.value;
    if (rel) focusOn(rel);
    voice.textContent = moment.querySelector("[data-said]")?.textContent ?? "";
  } catch {
    if (mine === asked) toast(phrase("not-reached"));
  }
}

function focusOn(/** @type {string} */ rel) {
  const steps = [...moment.querySelectorAll("a[data-moment]")];
  const step = steps.find((one) => one.getAttribute("rel") === rel) ?? steps[0];
  /** @type {HTMLElement | undefined} */ (step)?.focus();
}
