"""What comes out of scripts: their pages and files."""

from __future__ import annotations

from polylogue.kit.surfaces import Kind, Layer, declare

declare(
    Kind.PAGE,
    Layer.INSIDE,
    "scripts:list",
    "scripts:show",
    "scripts:show_shipped",
    "scripts:change",
    "scripts:create",
    "scripts:download",
    "scripts:bring",
    "scripts:choose",
)
declare(
    Kind.PAGE,
    Layer.OWN,
    "scripts:download_shipped",
    "scripts:total",
    "scripts:remove",
    "scripts:do",
)
