"""What comes out of notices."""

from __future__ import annotations

from polylogue.kit.surfaces import Kind, Layer, declare

declare(Kind.PAGE, Layer.INSIDE, "notices:give")
