/** Shows a picture of a board in an element, the small one if it is not shown large; nothing once it was removed for good. */
export function showPicture(/** @type {HTMLImageElement} */ element, /** @type {import("./board.js").Board} */ { fetching: { url } }, /** @type {Record<string, any>} */ { file, w = 0 }) {
  const src = file ? `${url}pictures/${file}${w > 640 ? "" : "/small"}` : "";
  element.hidden = !src;
  if (src && element.getAttribute("src") !== src) element.src = src;
}
