"""What comes out of the conversation."""

from __future__ import annotations

from polylogue.kit.surfaces import Kind, Layer, declare

declare(
    Kind.PAGE,
    Layer.INSIDE,
    "chat:earlier",
    "chat:thread",
    "chat:thread_lines",
    "chat:names",
    "chat:inbox",
)
declare(Kind.PAGE, Layer.KEPT, "chat:versions")
declare(
    Kind.PAGE,
    Layer.OWN,
    "chat:post",
    "chat:message",
    "chat:thread_read",
    "chat:reply",
    "chat:unread",
)
declare(Kind.SEARCH, Layer.INSIDE, "message", "reply")
