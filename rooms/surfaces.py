"""What comes out of rooms: their pages, and the frames of the socket and of the door over HTTP."""

from __future__ import annotations

from polylogue.kit.surfaces import Kind, Layer, declare

declare(
    Kind.PAGE,
    Layer.INSIDE,
    "rooms:show",
    "rooms:blank",
    "rooms:arrange",
    "rooms:change",
    "rooms:entries",
    "rooms:do",
)
declare(
    Kind.PAGE,
    Layer.OWN,
    "rooms:announce",
    "rooms:move",
    "rooms:close",
    "rooms:reopen",
    "rooms:state",
    "rooms:read",
)
declare(Kind.FRAME, Layer.INSIDE, "entries", "presence", "typing", "hands", "moved")
declare(
    Kind.FRAME,
    Layer.OWN,
    "welcome",
    "ok",
    "error",
    "heads",
    "position",
    "resync",
    "detached",
    "bye",
)
declare(Kind.COMMAND, Layer.OWN, "protocol_schema")
