/** Sentences of the interface, translated by the server and kept in the page's phrase templates. */

/** @returns {string} the named sentence with its {gaps} filled */
export function phrase(/** @type {string} */ name, /** @type {Record<string, unknown>} */ values = {}) {
  return (find(name) ?? "").replace(/\{(\w+)\}/g, (gap, key) => String(values[key] ?? gap));
}

/** The form of a sentence that fits a number. */
export function counted(/** @type {string} */ name, /** @type {number} */ n, values = {}) {
  const form = new Intl.PluralRules(document.documentElement.lang).select(n);
  const fitting = find(`${name}-${form}`) === undefined ? `${name}-other` : `${name}-${form}`;
  return phrase(fitting, { n, ...values });
}

/** @returns {string | undefined} */
export function find(/** @type {string} */ name) {
  for (const template of document.querySelectorAll("template[id$=phrases]")) {
    const found = template.content.querySelector(`[data-name="${name}"]`);
    if (found) return found.textContent;
  }
}
