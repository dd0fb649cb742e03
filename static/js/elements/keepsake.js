/** What people are doing in a part of the page, kept while the part is replaced by a fresh one. */

/** @returns {(part: HTMLElement) => void} puts everything back where the fresh part still has it */
export function keepsake(/** @type {HTMLElement} */ part) {
  const kept = [...opened(part), ...ticked(part), ...written(part), focusIn(part), ...scrolled(part)]; // what is folded away takes no focus
  return (fresh) => kept.forEach((put) => put(fresh));
}

/** @typedef {(fresh: HTMLElement) => void} Put */

function focusIn(/** @type {HTMLElement} */ part) {
  const active = /** @type {any} */ (document.activeElement);
  if (!active?.id || !part.contains(active)) return () => {};
  const { id, selectionStart, selectionEnd } = active;
  return () => {
    const again = /** @type {any} */ (document.getElementById(id));
    again?.focus({ preventScroll: true });
    if (again && selectionStart !== null && selectionStart !== undefined) again.setSelectionRange(selectionStart, selectionEnd);
  };
}

/** @returns {Put[]} */
function opened(/** @type {HTMLElement} */ part) {
  return [...part.querySelectorAll("details[id][open]")].map(({ id }) => (fresh) => fresh.querySelector(`#${id}`)?.toggleAttribute("open", true));
}

/** Lists that scroll in themselves. @returns {Put[]} */
function scrolled(/** @type {HTMLElement} */ part) {
  const lists = /** @type {HTMLElement[]} */ ([...part.querySelectorAll("[data-scrolls][id]")]);
  return lists.map(({ id, scrollTop }) => (fresh) => fresh.querySelector(`#${id}`)?.scrollTo({ top: scrollTop }));
}

/** @returns {Put[]} */
function ticked(/** @type {HTMLElement} */ part) {
  const boxes = /** @type {HTMLInputElement[]} */ ([...part.querySelectorAll("input[type=checkbox][id]")]);
  return boxes.filter((box) => box.checked !== box.defaultChecked).map(({ id, checked }) => (fresh) => {
    const again = /** @type {HTMLInputElement | null} */ (fresh.querySelector(`#${id}`));
    if (again) again.checked = checked;
  });
}

/** @returns {Put[]} */
function written(/** @type {HTMLElement} */ part) {
  const fields = /** @type {any[]} */ ([...part.querySelectorAll(":is(input:not([type=checkbox], [type=hidden]), textarea, select)[id]")]);
  return fields.filter(isChanged).map(({ id, value, files }) => (fresh) => {
    const again = /** @type {any} */ (fresh.querySelector(`#${id}`));
    const fits = again && (again.localName !== "select" || [...again.options].some((option) => option.value === value));
    if (fits && files) again.files = files;
    else if (fits) again.value = value;
  });
}

function isChanged(/** @type {any} */ field) {
  if (field.localName !== "select") return field.value !== field.defaultValue;
  const chosen = [...field.options].findIndex((option) => option.defaultSelected);
  return field.selectedIndex !== Math.max(0, chosen);
}
