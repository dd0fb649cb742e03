"""What comes out of moderation: to the crew also what is not shown any more, and why."""

from __future__ import annotations

from polylogue.kit.surfaces import Kind, Layer, declare

declare(
    Kind.PAGE,
    Layer.KEPT,
    "moderation:desk",
    "moderation:trail",
    "moderation:resolve",
    "moderation:panel",
)
declare(Kind.PAGE, Layer.INSIDE, "moderation:mute", "moderation:remove")
declare(Kind.PAGE, Layer.OWN, "moderation:lift_mute", "moderation:lift_ban", "moderation:slow_mode")
