"""What comes out of challenges."""

from __future__ import annotations

from polylogue.kit.surfaces import Kind, Layer, declare

declare(
    Kind.PAGE,
    Layer.INSIDE,
    "challenges:mine",
    "challenges:all",
    "challenges:show",
    "challenges:write",
    "challenges:edit",
    "challenges:overview",
)
declare(
    Kind.PAGE,
    Layer.OWN,
    "challenges:bring",
    "challenges:keep",
    "challenges:discard",
    "challenges:withdraw",
    "challenges:arrange",
    "challenges:remind",
)
declare(Kind.SEARCH, Layer.INSIDE, "challenge")
declare(Kind.MAIL, Layer.INSIDE, "challenges/email/remind", "breakout.challenges.mailing")
