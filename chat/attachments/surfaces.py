"""What comes out of attached files."""

from __future__ import annotations

from polylogue.kit.surfaces import Kind, Layer, declare

declare(Kind.PAGE, Layer.INSIDE, "attachments:show", "attachments:thumbnail")
declare(Kind.PAGE, Layer.OWN, "attachments:upload", "attachments:drop")
