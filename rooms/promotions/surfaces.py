"""What comes out of promotions: the way to where something went, for whoever may follow it there."""

from __future__ import annotations

from polylogue.kit.surfaces import Kind, Layer, declare

declare(Kind.PAGE, Layer.INSIDE, "promotions:went")
