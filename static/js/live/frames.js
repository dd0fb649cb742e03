/**
 * The frames of `polylogue.v1`, as docs/protocol.md describes them.
 *
 * @typedef {{stream: number, epoch: string, seq: number}} Cursor
 * @typedef {{seq: number, kind: string, by: number, at: string, data: any, redacted?: boolean}} Item
 * @typedef {{t: "entries", stream: number, epoch: string, from: number, to: number, items: Item[], people: Record<string, any>}} Entries
 */

export const VERSION = 1;
export const SUBPROTOCOL = "polylogue.v1";

/** A frame from the server, or null for what is none. */
export function parse(/** @type {unknown} */ text) {
  try {
    const frame = JSON.parse(String(text));
    return typeof frame?.t === "string" ? frame : null;
  } catch {
    return null;
  }
}

/** @param {Cursor[]} cursors @param {number | null} room */
export const hello = (cursors, room) => ({ t: "hello", v: VERSION, cursors, room });

/** @param {Cursor} cursor @param {boolean} inView */
export const follow = (cursor, inView) => ({ t: "follow", cursor, in_view: inView });

/** @param {number} stream */
export const unfollow = (stream) => ({ t: "unfollow", stream });

/** @param {{key: string, name: string, args: object}} command */
export const perform = ({ key, name, args }) => ({ t: "do", key, name, args });

/** @param {Cursor[]} cursors */
export const ack = (cursors) => ({
  t: "ack",
  cursors: Object.fromEntries(cursors.map(({ stream, seq }) => [stream, seq])),
});

/** @param {number} stream @param {number} seq */
export const read = (stream, seq) => ({ t: "read", stream, seq });

/** @param {number} stream @param {object} doing what one does at a board, see rooms/handframes.py */
export const hand = (stream, doing) => ({ t: "hand", stream, ...doing });

/** @param {number} stream */
export const away = (stream) => ({ t: "away", stream });

/** @param {number} stream */
export const typing = (stream) => ({ t: "typing", stream });
