"""The first thing to read in an archive: what it is, what is in it, and the hash of every part."""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec
from msgspec import Meta

FORMAT, VERSION = "polylogue-archive", 1
NAME = "manifest.json"

Count = Annotated[int, Meta(ge=0, le=2**40)]
Text = Annotated[str, Meta(max_length=500)]


class Part(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A file in the archive; `rows` of a table, none of bytes that were attached."""

    name: Annotated[str, Meta(max_length=100)]
    bytes: Count
    sha256: Annotated[str, Meta(pattern=r"^[0-9a-f]{64}\Z")]
    rows: Count | None = None


class Of(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The dialogue."""

    slug: Text
    title: Text


class Manifest(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    format: Literal["polylogue-archive"]
    version: int
    made_at: Text
    made_by: Text
    dialogue: Of
    parts: Annotated[list[Part], Meta(max_length=200_000)]

    def rows(self, label: str) -> int:
        name = table_name(label)
        return next((part.rows or 0 for part in self.parts if part.name == name), 0)


class Beginning(msgspec.Struct, frozen=True):
    """What of a manifest is read first: of another version nothing else is understood."""

    format: str = ""
    version: int = 0


def table_name(label: str) -> str:
    return f"tables/{label}.jsonl"
