/** Texts that several write, on a room page: entries and the fate of commands go to their elements. */

import "../../elements/shared-text.js";
import { removeNote } from "../../elements/kept-notes.js";
import { keep } from "../left-behind.js";

const EDIT = "texts.edit";
const AWAY = new Set(["offline", "reconnecting", "closed"]);

export function texts(/** @type {any} */ { root, session, ask, on, isPast }) {
  const [stream, after] = [Number(root.dataset.stream), Number(root.dataset.seq)];
  const named = (/** @type {string} */ name) => root.querySelectorAll(`shared-text[data-name="${CSS.escape(name)}"]`);
  const all = () => root.querySelectorAll("shared-text");

  const catchUp = () => all().forEach((/** @type {any} */ text) => text.catchUp());
  // A page that was made without asking has no words yet; of a long past it hears only the end.
  if (after > 0 && isPast(after)) catchUp();
  on("renewed", (/** @type {any} */ { all: isAll }) => isAll && catchUp());

  session.addEventListener("entry", (/** @type {any} */ { detail: { stream: from, item, card } }) => {
    if (from !== stream || item.kind !== "texts.changed") return;
    if (item.redacted) catchUp();
    else for (const text of named(item.data.text)) text.take(item.data, card, item.by === session.person);
  });
  session.addEventListener("resync", (/** @type {any} */ { detail }) => {
    if (detail.stream === stream) catchUp();
  });
  session.addEventListener("command", (/** @type {any} */ { detail }) => {
    if (detail.name !== EDIT) return;
    // However late it comes, it is put where it belongs.
    if (detail.state === "failed" && detail.code === "stale") session.retry(detail.key);
    else if (detail.state !== "failed") removeNote(detail.key);
    // Nobody sees what was refused in another room, or made on an earlier page: it is kept until the person is done with it.
    const heard = detail.args.stream === stream && [...named(detail.args.text)].map((text) => text.hears(detail)).includes(true);
    if (!heard && detail.state === "failed" && detail.code !== "stale") keep(session, detail);
  });
  session.addEventListener("status", (/** @type {any} */ { detail: { state } }) => {
    for (const text of all()) text.line(!AWAY.has(state));
  });
  on("text-edit", ({ text, base, parts, instead }) => {
    for (const key of instead) session.discard(key);
    ask(EDIT, { text, base, parts });
  });
  on("text-retry", ({ keys }) => keys.forEach((/** @type {string} */ key) => session.retry(key)));
}
