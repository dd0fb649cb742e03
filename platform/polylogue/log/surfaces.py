"""What comes out of the log by itself: nothing; whoever shows entries declares that."""

from __future__ import annotations

from polylogue.kit.surfaces import Kind, Layer, declare

declare(Kind.COMMAND, Layer.OWN, "new_epochs")
