"""What comes out of pictures on boards."""

from __future__ import annotations

from polylogue.kit.surfaces import Kind, Layer, declare

declare(Kind.PAGE, Layer.INSIDE, "pictures:show", "pictures:thumbnail")
declare(Kind.PAGE, Layer.OWN, "pictures:upload", "pictures:add")
