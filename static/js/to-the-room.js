/** A page that shows an older part of a room, or one thread: with scripts, both are read in the room itself. */

const thread = /** @type {HTMLElement | null} */ (document.querySelector(".thread-page"));
const named = location.hash.match(/^#message-(\d+)$/)?.[1];

if (thread) location.replace(`${thread.dataset.roomUrl}#thread-${thread.dataset.thread}${named ? `.message-${named}` : ""}`);
else if (named) location.replace(`${location.pathname}#message-${named}`);
