"""Restores a dialogue from an archive: everything in one transaction, files last, or nothing at all."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from django.core.validators import validate_slug
from django.db import DataError, IntegrityError, models

from polylogue.archives import declared, opening, people
from polylogue.archives.checking import Checks
from polylogue.archives.declared import PEOPLE
from polylogue.archives.numbering import Numbers
from polylogue.archives.opening import Archive
from polylogue.archives.refusals import NotRestored
from polylogue.archives.taking import Taker
from polylogue.dialogues.models import Dialogue
from polylogue.kit.archiving import TABLES, Table
from polylogue.kit.refusals import Refusal
from polylogue.log import rows, writer
from polylogue.log.intents import Intent, Unknown
from polylogue.people.models import User

AT_ONCE = 500
MOST_FILE = 256 << 20

Stored = tuple[Table, models.Model, dict[str, str]]


@dataclass(frozen=True, slots=True)
class Restored:
    slug: str
    people: int
    matched: int
    entries: int
    files: int


def restore(path: Path, *, slug: str | None = None) -> Restored:
    """The dialogue of an archive, under its own address or another one; or a refusal and nothing."""
    with opening.opened(path) as archive:
        archive.verify()
        restoring = _Restoring(archive, slug)
        intent = Intent(act=restoring.act, actor=User.objects.system().pk, streams=(), lane=0)
        try:
            writer.submit(intent).result()
        except Unknown:
            raise
        except BaseException:
            restoring.discard()
            raise
        return restoring.done()


class _Restoring:
    def __init__(self, archive: Archive, slug: str | None) -> None:
        self.archive, self.slug = archive, slug or archive.manifest.dialogue.slug
        self.names: list[str] = []
        """Of bytes that were put into the storage."""

    def act(self) -> str:
        """Runs inside the writer."""
        self.discard()
        self.numbers = Numbers()
        self.stored: list[Stored] = []
        self.shared: dict[tuple[str, ...], str] = {}
        self.checks = Checks()
        try:
            self._meet()
            for table in TABLES.values():
                self._fill(table)
            self.checks.finish()
            self._put_files()
        except (IntegrityError, DataError) as problem:
            raise NotRestored(f"The rows of this archive do not go together: {problem}") from None
        return self.slug

    def done(self) -> Restored:
        entries = self.archive.manifest.rows("log.Entry")
        return Restored(
            self.slug, len(self.met.numbers), self.met.matched, entries, len(self.names)
        )

    def discard(self) -> None:
        """Takes what was put into the storage out again."""
        while self.names:
            default_storage.delete(self.names.pop())

    def _meet(self) -> None:
        """Gives every row that is named a number, and everybody their account."""
        self._require_address()
        self.met = people.Met(self.archive.rows(PEOPLE))
        self.numbers.of[PEOPLE] = self.met.numbers
        for label in TABLES.keys() - {PEOPLE}:
            model = declared.model_of(TABLES[label])
            self.numbers.reserve(label, model, self.archive.manifest.rows(label))

    def _require_address(self) -> None:
        try:
            validate_slug(self.slug)
            Dialogue._meta.get_field("slug").run_validators(self.slug)
        except ValidationError:
            raise NotRestored(f"/d/{self.slug[:80]}/ is no address of a dialogue.") from None
        if Dialogue.objects.filter(slug=self.slug).exists():
            raise NotRestored(
                f"There is a dialogue at /d/{self.slug}/ already. Choose another address with --slug."
            )

    def _fill(self, table: Table) -> None:
        """Writes a table, some hundred rows at a time."""
        taken = self._people() if table.label == PEOPLE else self._rows(table)
        while some := list(islice(taken, AT_ONCE)):
            rows.insert(some)

    def _people(self) -> Iterator[models.Model]:
        taker, new = Taker(TABLES[PEOPLE], self.numbers), set(self.met.new)
        for place, said in enumerate(self.archive.rows(PEOPLE)):
            person = taker.taken(said)
            if place in new:
                yield people.made(person, self.met.numbers[place])

    def _rows(self, table: Table) -> Iterator[models.Model]:
        taker, own = Taker(table, self.numbers), self.numbers.of[table.label]
        number = declared.own_number(taker.model)
        for place, said in enumerate(self.archive.rows(table.label)):
            row = taker.taken(said)
            self.checks.look(table.label, said, row)
            if number:
                row.pk = number.to_python(own[place])
            if isinstance(row, Dialogue):
                row.slug = self.slug
            self._note_files(table, row)
            yield row

    def _note_files(self, table: Table, row: models.Model) -> None:
        named = {name: getattr(row, name) for name in table.stored if getattr(row, name)}
        for name in named:
            setattr(row, name, "")
        if named:
            self.stored.append((table, row, named))

    def _put_files(self) -> None:
        """Now that nothing in the rows can refuse them any more."""
        for table, row, named in self.stored:
            for column, part in named.items():
                setattr(row, column, self._put(table, row, column, part))
            type(row)._default_manager.filter(pk=row.pk).update(
                **{name: getattr(row, name) for name in named}
            )

    def _put(self, table: Table, row: Any, column: str, part: str) -> str:
        """The name of the bytes; of those that rows of the same kind share, the one that they have."""
        place = (table.label, column, part, getattr(row, "media_type", ""))
        known = self.shared.get(place) if table.shares else None
        if known is None:
            content = self.archive.content(part, MOST_FILE)
            known = self.shared[place] = self._store(table, row, column, content)
        return known

    def _store(self, table: Table, row: Any, column: str, content: bytes) -> str:
        if table.store is None:
            raise TypeError(f"{table.label} does not say how its files are stored")
        try:
            self.names.append(table.store(row, column, content))
        except (Refusal, OSError) as problem:
            raise NotRestored(f"A file of this archive is not taken: {problem}") from None
        return self.names[-1]
