"""What comes out of search; each wing declares the kinds that it adds."""

from __future__ import annotations

from polylogue.kit.surfaces import Kind, Layer, declare

declare(Kind.PAGE, Layer.INSIDE, "search:find")
declare(Kind.SEARCH, Layer.INSIDE, "announcement")
