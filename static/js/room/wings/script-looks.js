/** What a look of a running script means to one person; no page is needed for it. */

/**
 * @param {any} look what the server tells of the group's script
 * @param {number} me
 * @param {boolean} isCrew they are never silenced
 * @param {boolean} isLead they lead all groups
 */
export function mineOf(look, me, isCrew, isLead) {
  const roles = look.roles ?? [];
  const mine = roles.filter((/** @type {any} */ role) => role.people.includes(me));
  const name = (/** @type {number} */ person) => look.names[person] ?? "";
  const circle = (look.circles ?? []).find((/** @type {number[]} */ one) => one.includes(me)) ?? [];
  const isIn = (look.people ?? []).includes(me);
  return {
    roles: mine.map((/** @type {any} */ role) => role.title).join(", "),
    asks: mine.map((/** @type {any} */ role) => role.asks).filter(Boolean).join(" "),
    with: circle.filter((/** @type {number} */ person) => person !== me).map(name).join(", "),
    isListening: isIn && !isCrew && !look.may_write.includes(me),
    maySteer: look.together ? isLead : isCrew || (isIn && leads(roles, me)),
    handable: roles.filter((/** @type {any} */ role) => role.single).map((/** @type {any} */ role) => [role.key, role.title]),
    people: (look.people ?? []).map((/** @type {number} */ person) => [String(person), name(person)]),
    list: roles.map((/** @type {any} */ role) => ({
      title: role.title,
      key: role.key,
      names: role.people.map(name).join(", "),
      canTake: role.chosen && isIn && !role.people.includes(me),
    })),
  };
}

/** Whoever has a role that leads; everyone, if nobody has one. */
function leads(/** @type {any[]} */ roles, /** @type {number} */ me) {
  const leading = roles.filter((role) => role.leads && role.people.length);
  return leading.length === 0 || leading.some((role) => role.people.includes(me));
}

/** Minutes and seconds, as a clock shows them. */
export function clockface(/** @type {number} */ seconds) {
  const whole = Math.max(0, Math.ceil(seconds));
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
}
