"""What comes out of boards: to whoever can follow their room, and to one's own eyes what is private."""

from __future__ import annotations

from polylogue.kit.surfaces import Kind, Layer, declare

declare(
    Kind.PAGE,
    Layer.INSIDE,
    "whiteboard:list",
    "whiteboard:show",
    "whiteboard:canvas",
    "whiteboard:lanes",
    "whiteboard:now",
    "whiteboard:do",
    "whiteboard:piece",
    "whiteboard:state",
    "whiteboard:mine",
    "whiteboard:edits",
    "whiteboard:history",
    "whiteboard:piece_history",
    "whiteboard:moment",
    "whiteboard:files",
    "whiteboard:paper",
    "whiteboard:export",
    "whiteboard:put",
    "whiteboard:wall",
    "whiteboard:gather",
    "whiteboard:present",
)
declare(
    Kind.PAGE,
    Layer.OWN,
    "whiteboard:open",
    "whiteboard:open_all",
    "whiteboard:find_moment",
    "whiteboard:bring",
    "whiteboard:remove_template",
    "whiteboard:keep_template",
    "whiteboard:copy",
)
declare(Kind.SEARCH, Layer.INSIDE, "board")
