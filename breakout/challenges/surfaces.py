"""What comes out of challenges."""

from __future__ import annotations

from polylogue.kit.surfaces import Kind, Layer, declare

declare(
    Kind.PAGE,
    Layer.INSIDE,
    "challenges:mine",
    "challenges:all",
    "challenges:write",
    "challenges:edit",
    "challenges:overview",
    "challenges:case",
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
    "challenges:advise",
    "challenges:give",
)
declare(Kind.PAGE, Layer.KEPT, "challenges:show")
declare(Kind.SEARCH, Layer.INSIDE, "challenge")
declare(Kind.MAIL, Layer.INSIDE, "challenges/email/remind", "breakout.challenges.mailing")
