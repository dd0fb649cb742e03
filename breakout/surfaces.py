"""What comes out of rounds of group work: who is in which group, and what crews are told of it."""

from __future__ import annotations

from polylogue.kit.surfaces import Kind, Layer, declare

declare(
    Kind.PAGE,
    Layer.INSIDE,
    "breakout:list",
    "breakout:create",
    "breakout:show",
    "breakout:change",
    "breakout:cockpit",
    "breakout:do",
)
