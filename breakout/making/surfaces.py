"""What comes out of filling groups: names of those who sit there, and why."""

from __future__ import annotations

from polylogue.kit.surfaces import Kind, Layer, declare

declare(
    Kind.PAGE,
    Layer.INSIDE,
    "making:fill",
    "making:list",
    "making:match",
    "making:choose",
)
declare(Kind.PAGE, Layer.OWN, "making:do", "making:take")
