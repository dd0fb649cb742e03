/** Whom a message speaks to, as its entry says: people, or everybody with a role. */

/** Whether the reader is meant: by name, or by a role they have here. */
export function concernsMe(/** @type {{person?: number, role?: string}[] | undefined} */ mentions) {
  if (!mentions?.length) return false;
  const { person, card = "{}" } = document.getElementById("room")?.dataset ?? {};
  const roles = ["everyone", ...(JSON.parse(card).roles ?? [])];
  return mentions.some((mention) => mention.person === Number(person) || roles.includes(mention.role ?? ""));
}
