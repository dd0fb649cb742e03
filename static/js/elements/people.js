/**
 * How a person is shown; the same as the server shows them.
 *
 * @typedef {{name: string, place: string, city: string, roles: string[]}} Card
 */

const HUES = 8;

/** Up to two letters to stand for a name. */
export function initials(/** @type {string} */ name) {
  const words = name.split(/\s+/).filter((word) => /^[\p{L}\p{N}]/u.test(word));
  const ends = words.length > 1 ? [words[0], words[words.length - 1]] : words;
  return ends.map((word) => [...word][0]).join("").toUpperCase() || "?";
}

export function showAvatar(/** @type {Element} */ within, /** @type {number} */ person, /** @type {Card} */ card) {
  const avatar = /** @type {HTMLElement} */ (within.querySelector(".avatar"));
  avatar.textContent = initials(card.name);
  avatar.dataset.hue = String(person % HUES);
}

/** The badge of the first role in which a person leads or hosts, if any. @returns {HTMLElement | null} */
export function roleBadge(/** @type {string[]} */ roles) {
  const badges = /** @type {HTMLTemplateElement} */ (document.getElementById("role-badges")).content;
  const found = [...badges.querySelectorAll("[data-role]")].find((badge) => roles.includes(badge.dataset.role));
  return found ? /** @type {HTMLElement} */ (found.cloneNode(true)) : null;
}

/** Whether a person leads or hosts. */
export function leads(/** @type {Card} */ card) {
  return roleBadge(card.roles) !== null;
}

