"""What comes out of harvests: to the group and the crew until it is handed in, then to everyone inside."""

from __future__ import annotations

from polylogue.kit.surfaces import Kind, Layer, declare

declare(
    Kind.PAGE,
    Layer.INSIDE,
    "harvest:sheet",
    "harvest:latest",
    "harvest:board",
    "harvest:markdown",
    "harvest:csv",
)
declare(Kind.PAGE, Layer.OWN, "harvest:hand", "harvest:do")
declare(Kind.SEARCH, Layer.INSIDE, "harvest")
