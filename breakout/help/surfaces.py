"""What comes out of calls for help."""

from __future__ import annotations

from polylogue.kit.surfaces import Kind, Layer, declare

declare(Kind.PAGE, Layer.INSIDE, "help:show")
declare(Kind.PAGE, Layer.OWN, "help:do")
