"""What comes out of polls."""

from __future__ import annotations

from polylogue.kit.surfaces import Kind, Layer, declare

declare(
    Kind.PAGE, Layer.INSIDE, "polls:panel", "polls:show", "polls:create", "polls:change", "polls:download"
)  # fmt: skip
declare(Kind.PAGE, Layer.OWN, "polls:anonymous", "polls:do", "polls:vote")
declare(Kind.SEARCH, Layer.INSIDE, "poll")
