/** Forms about harvests: what they say as the arguments of a command, and lists put in order by buttons. */

const NUMBERS = ["round", "group", "seconds", "seen"];

export function argsOf(/** @type {FormData} */ said) {
  /** @type {Record<string, any>} */ const args = {};
  for (const name of NUMBERS) if (said.has(name)) args[name] = Number(said.get(name));
  if (said.has("because")) args.because = said.get("because");
  if (said.has("on")) args.on = said.get("on") === "1";
  if (said.get("command") === "harvest.arrange_turns") Object.assign(args, { groups: said.getAll("groups").map(Number), before: said.getAll("before").map(Number) });
  return args;
}

/** The button “earlier” of a list moves its item up; the focus stays on it. */
export function moveEarlier(/** @type {Event} */ event) {
  const button = /** @type {HTMLElement} */ (event.target).closest('[data-does="earlier"]');
  const item = button?.closest("li");
  if (!item?.previousElementSibling) return;
  item.previousElementSibling.before(item);
  /** @type {HTMLElement} */ (button).focus();
}
