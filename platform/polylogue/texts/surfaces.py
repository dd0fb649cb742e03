"""What comes out of texts by themselves: what was written in them, to who can follow their room."""

from __future__ import annotations

from polylogue.kit.surfaces import Kind, Layer, declare

declare(Kind.PAGE, Layer.INSIDE, "texts:since")
declare(Kind.PAGE, Layer.OWN, "texts:save")
