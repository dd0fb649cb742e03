"""Writes the archive of a dialogue: one file, a table after the other, in the memory of some rows."""

from __future__ import annotations

import hashlib
import os
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

import msgspec
from django.core.files.storage import default_storage

from polylogue.archives import declared, manifest, opening
from polylogue.archives.declared import PEOPLE
from polylogue.archives.lines import Lines
from polylogue.archives.manifest import Manifest, Part
from polylogue.archives.places import Known
from polylogue.archives.refusals import NotArchived, NotRestored
from polylogue.archives.scope import CHUNK, Scope
from polylogue.dialogues.models import Dialogue
from polylogue.kit.archiving import TABLES
from polylogue.log.moment import standing_still
from polylogue.people.models import User

PIECE = 1 << 16
ANEW = os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW
ALWAYS = (1980, 1, 1, 0, 0, 0)
"""The date of all parts, so that the same dialogue makes the same bytes."""


def write(slug: str, target: Path) -> Manifest:
    """Writes a new file with everything of a dialogue as it is at one moment."""
    with _new_file(target) as file:
        with standing_still():
            dialogue = Dialogue.objects.filter(slug=slug).first()
            if dialogue is None:
                raise NotArchived(f"There is no dialogue {slug}.")
            archive = _Archive(file, dialogue)
            archive.add_tables()
        archive.add_files()
        return archive.close()


@contextmanager
def _new_file(target: Path) -> Iterator[zipfile.ZipFile]:
    """For its owner alone, and under its name only when it is whole."""
    if target.exists():
        raise NotArchived(f"{target} is there already.")
    unfinished = target.with_name(f".{target.name}.unfinished")
    try:
        with (
            os.fdopen(os.open(unfinished, ANEW, 0o600), "w+b") as raw,
            zipfile.ZipFile(raw, "w", zipfile.ZIP_DEFLATED) as file,
        ):
            yield file
        _require_readable(unfinished)
        unfinished.rename(target)
    finally:
        unfinished.unlink(missing_ok=True)


def _require_readable(written: Path) -> None:
    try:
        with opening.opened(written):
            pass
    except NotRestored as refusal:
        raise NotArchived(f"What was written could not be restored: {refusal}") from None


class _Archive:
    def __init__(self, file: zipfile.ZipFile, dialogue: Dialogue) -> None:
        self.file, self.dialogue = file, dialogue
        self.scope = Scope(dialogue)
        self.known = Known(self.scope)
        self.parts: list[Part] = []
        self.stored: dict[str, str] = {}
        """By name in the storage, the part that it becomes; rows that share bytes name one part."""

    def add_tables(self) -> None:
        for table in TABLES.values():
            if table.label != PEOPLE:
                lines = Lines(table, self.known, self._keep).of(self.scope.rows(table))
                self._add(manifest.table_name(table.label), lines, is_table=True)
        self._add(manifest.table_name(PEOPLE), self._people(), is_table=True)

    def add_files(self) -> None:
        """The database is not waited for meanwhile, nor does it wait."""
        for name, part in self.stored.items():
            self._add(part, _content(name), is_table=False)

    def close(self) -> Manifest:
        made = Manifest(
            format="polylogue-archive",
            version=manifest.VERSION,
            made_at=datetime.now(UTC).isoformat(timespec="seconds"),
            made_by=f"polylogue {version('polylogue')}",
            dialogue=manifest.Of(self.dialogue.slug, self.dialogue.title),
            parts=self.parts,
        )
        self.file.writestr(self._info(manifest.NAME, True), msgspec.json.encode(made))
        return made

    def _keep(self, name: str) -> str:
        return self.stored.setdefault(name, f"files/{len(self.stored) + 1}")

    def _people(self) -> Iterator[bytes]:
        """In the order of their places; whose account took over theirs comes up while they are told."""
        told = 0
        names = [field.attname for field in declared.columns(PEOPLE)]
        lines = Lines(TABLES[PEOPLE], self.known, self._keep)
        while len(self.known.people) > told:
            pks = list(self.known.people)[told : told + CHUNK]
            told += len(pks)
            rows = {row[0]: row[1:] for row in _rows_of(pks, names)}
            yield from lines.of(rows[pk] for pk in pks)

    def _add(self, name: str, pieces: Iterable[bytes], *, is_table: bool) -> None:
        digest, size, count = hashlib.sha256(), 0, 0
        with self.file.open(self._info(name, is_table), "w", force_zip64=True) as part:
            for piece in pieces:
                part.write(piece)
                digest.update(piece)
                size, count = size + len(piece), count + 1
        self.parts.append(Part(name, size, digest.hexdigest(), count if is_table else None))

    def _info(self, name: str, is_text: bool) -> zipfile.ZipInfo:
        info = zipfile.ZipInfo(name, ALWAYS)
        info.compress_type = zipfile.ZIP_DEFLATED if is_text else zipfile.ZIP_STORED
        info.external_attr = 0o600 << 16
        return info


def _rows_of(pks: list[int], names: list[str]) -> Iterator[tuple[object, ...]]:
    return User.objects.filter(pk__in=pks).values_list("pk", *names).iterator(chunk_size=CHUNK)


def _content(name: str) -> Iterator[bytes]:
    try:
        with default_storage.open(name) as content:
            while piece := content.read(PIECE):
                yield piece
    except FileNotFoundError:
        raise NotArchived(f"The file {name} is missing in the storage.") from None
