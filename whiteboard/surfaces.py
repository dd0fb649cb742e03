"""What comes out of boards: to whoever can follow their room, and to one's own eyes what is private."""

from __future__ import annotations

from polylogue.kit.surfaces import Kind, Layer, declare

declare(
    Kind.PAGE,
    Layer.INSIDE,
    "whiteboard:list",
    "whiteboard:show",
    "whiteboard:do",
    "whiteboard:piece",
    "whiteboard:state",
    "whiteboard:mine",
    "whiteboard:edits",
    "whiteboard:put",
)
declare(Kind.PAGE, Layer.OWN, "whiteboard:open")
