"""Opens an archive that may be anything: nothing in it is believed before its hash was checked.

Parts are read by the names that we expect, never unpacked to where they say; what is larger than it
says, or unpacks to more than any of our archives does, is refused while it is read.
"""

from __future__ import annotations

import hashlib
import re
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

import msgspec

from polylogue.archives import manifest
from polylogue.archives.manifest import Beginning, Manifest, Part
from polylogue.archives.refusals import NotRestored
from polylogue.kit.archiving import TABLES

MOST_PARTS = 200_000
MOST_MANIFEST = 64 << 20
LONGEST_LINE = 64 << 20
UNPACKS_TO = 200  # times its size: our own archives come to some twenty
SMALL = 256 << 20  # below this an archive may unpack to any size
PIECE = 1 << 16
NAME = re.compile(
    r"manifest\.json|tables/[a-z_]+\.[A-Za-z]+\.jsonl|files/[1-9][0-9]{0,8}", re.ASCII
)
DAMAGED = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    KeyError,
    NotImplementedError,
    OSError,
    RuntimeError,
)
PACKED = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}


class Archive:
    """One whose parts are those that its manifest names. Read nothing before `verify`."""

    def __init__(self, file: zipfile.ZipFile, size: int) -> None:
        self.file = file
        self._require_parts(size)
        self.manifest = self._manifest()
        self.parts = {part.name: part for part in self.manifest.parts}
        self._require_named()

    def verify(self) -> None:
        """Reads all of it once, and refuses it if any part is not what the manifest says."""
        for part in self.manifest.parts:
            digest, lines = hashlib.sha256(), 0
            for piece in self._pieces(part):
                digest.update(piece)
                lines += piece.count(b"\n")
            if digest.hexdigest() != part.sha256:
                raise NotRestored(f"{part.name} is not what it was: its hash is another one.")
            if part.rows not in (None, lines):
                raise NotRestored(f"{part.name} has {lines} rows and should have {part.rows}.")

    def rows(self, label: str) -> Iterator[dict[str, Any]]:
        """The rows of a table, none if there is no such part."""
        if part := self.parts.get(manifest.table_name(label)):
            with self._open(part.name) as lines:
                while line := _line(lines, part.name):
                    yield _row(line, part.name)

    def content(self, name: str, most: int) -> bytes:
        """The bytes of a file, if there are no more than `most`."""
        part = self.parts.get(name)
        if part is None or part.rows is not None or part.bytes > most:
            raise NotRestored(f"{name} is missing, or larger than files may be here.")
        return b"".join(self._pieces(part))

    def _pieces(self, part: Part) -> Iterator[bytes]:
        read = 0
        with self._open(part.name) as file:
            while piece := _read(file, part.name):
                read += len(piece)
                if read > part.bytes:
                    raise NotRestored(f"{part.name} is larger than it says.")
                yield piece
        if read != part.bytes:
            raise NotRestored(f"{part.name} is shorter than it says.")

    @contextmanager
    def _open(self, name: str) -> Iterator[IO[bytes]]:
        try:
            file = self.file.open(name)
        except DAMAGED as problem:
            raise NotRestored(f"{name} is damaged: {problem}") from None
        with file:
            yield file

    def _require_parts(self, size: int) -> None:
        """What the zip says of its parts, before any of them is read."""
        found = self.file.infolist()
        names = {info.filename for info in found}
        if len(found) > MOST_PARTS or len(names) < len(found):
            raise NotRestored("This is no archive of ours: it has too many parts, or some twice.")
        if odd := next((name for name in names if not NAME.fullmatch(name)), None):
            raise NotRestored(f"This is no archive of ours: it has a part {odd[:80]!r}.")
        if any(info.flag_bits & 1 or info.compress_type not in PACKED for info in found):
            raise NotRestored(
                "This is no archive of ours: parts are encrypted or packed otherwise."
            )
        shares = sum(info.compress_size for info in found) > size
        if shares or sum(info.file_size for info in found) > max(SMALL, UNPACKS_TO * size):
            raise NotRestored("This archive is made to unpack to more than it holds.")

    def _manifest(self) -> Manifest:
        with self._open(manifest.NAME) as file:
            text = _read(file, manifest.NAME, MOST_MANIFEST + 1)
        if len(text) > MOST_MANIFEST:
            raise NotRestored("The manifest of this archive is too long.")
        try:
            _require_version(msgspec.json.decode(text, type=Beginning))
            return msgspec.json.decode(text, type=Manifest)
        except (msgspec.MsgspecError, RecursionError) as problem:
            raise NotRestored(f"The manifest of this archive cannot be read: {problem}") from None

    def _require_named(self) -> None:
        there = {info.filename for info in self.file.infolist()} - {manifest.NAME}
        if there != self.parts.keys() or len(self.parts) < len(self.manifest.parts):
            raise NotRestored("The manifest does not name the parts that this archive has.")
        known = {manifest.table_name(label) for label in TABLES}
        for part in self.manifest.parts:
            is_table = part.name.startswith("tables/")
            if is_table != (part.rows is not None) or (part.rows and part.name not in known):
                raise NotRestored(
                    f"{part.name} is not known here: {self.manifest.made_by} made this archive."
                )


@contextmanager
def opened(path: Path) -> Iterator[Archive]:
    try:
        file = zipfile.ZipFile(path)
    except DAMAGED:
        raise NotRestored(f"{path} is no archive, or cannot be read.") from None
    with file:
        yield Archive(file, path.stat().st_size)


def _require_version(said: Beginning) -> None:
    if said.format != manifest.FORMAT:
        raise NotRestored("This is no archive of a dialogue.")
    if said.version != manifest.VERSION:
        raise NotRestored(
            f"This archive has version {said.version}; only {manifest.VERSION} is understood here."
        )


def _read(file: IO[bytes], name: str, most: int = PIECE) -> bytes:
    try:
        return file.read(most)
    except DAMAGED as problem:
        raise NotRestored(f"{name} is damaged: {problem}") from None


def _line(file: IO[bytes], name: str) -> bytes:
    try:
        line = file.readline(LONGEST_LINE)
    except DAMAGED as problem:
        raise NotRestored(f"{name} is damaged: {problem}") from None
    if line and not line.endswith(b"\n"):
        raise NotRestored(f"{name} has a line that is too long, or broken off.")
    return line


def _row(line: bytes, name: str) -> dict[str, Any]:
    try:
        return msgspec.json.decode(line, type=dict[str, Any])
    except (msgspec.MsgspecError, RecursionError, UnicodeDecodeError) as problem:
        raise NotRestored(f"{name} has a line that cannot be read: {problem}") from None
