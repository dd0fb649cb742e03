/** Messages that are put on a board: from their menu, and the mark that they carry from then on. */

import { declareLook } from "../../elements/looks.js";

export function promoting(/** @type {any} */ { root, on }) {
  const { slug, stream } = root.dataset;

  declareLook("promoted", (look, data) => look.querySelector("a")?.setAttribute("href", `/taken-up/${data.promotion}/`));

  on("promote", ({ message }) => location.assign(`/d/${slug}/boards/put/message/${stream}-${message}/`));
}
