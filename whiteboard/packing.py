"""Text that many get with another ending each, compressed once: RFC 1952 around two runs of RFC 1951.

A full flush leaves the first run at the boundary of a byte and lets the second refer to nothing before it,
so that the two joined are one stream, whose checksum goes on where the first run ended.
"""

from __future__ import annotations

import struct
import zlib
from typing import NamedTuple, Self

HEAD = b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\xff"  # gzip, deflate, no time, no system


class Packed(NamedTuple):
    """The beginning of a text."""

    run: bytes
    checksum: int
    size: int

    @classmethod
    def of(cls, text: bytes, level: int) -> Self:
        press = zlib.compressobj(level, wbits=-zlib.MAX_WBITS)
        run = press.compress(text) + press.flush(zlib.Z_FULL_FLUSH)
        return cls(run, zlib.crc32(text), len(text))

    def ending(self, text: bytes) -> bytes:
        """The whole with this end, as a gzip file."""
        press = zlib.compressobj(wbits=-zlib.MAX_WBITS)
        run = press.compress(text) + press.flush()
        size = (self.size + len(text)) % 2**32
        tail = struct.pack("<II", zlib.crc32(text, self.checksum), size)
        return b"".join((HEAD, self.run, run, tail))
