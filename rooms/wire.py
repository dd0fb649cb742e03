"""What every frame is made of."""

from __future__ import annotations

from typing import Annotated

import msgspec
from msgspec import Meta

Seq = Annotated[int, Meta(ge=0, le=2**53)]
Id = Annotated[int, Meta(ge=1, le=2**53)]
Key = Annotated[str, Meta(min_length=8, max_length=64, pattern=r"^[A-Za-z0-9_.:-]+(?!\n)$")]


class Frame(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag_field="t"):
    """One JSON text frame."""
