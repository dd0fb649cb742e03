/** Loads the page again when the server says it is too old, but never in a circle. */

const MARK = "polylogue.reloaded-at";
const NOT_BEFORE_MS = 120_000;

export function reloadOnce() {
  const last = Number(sessionStorage.getItem(MARK) ?? 0);
  if (Date.now() - last > NOT_BEFORE_MS) {
    sessionStorage.setItem(MARK, String(Date.now()));
    location.reload();
  }
}
