"""A list of people and groups, as spreadsheets and people write it."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from breakout.making.lists import limits
from polylogue.dialogues.tokens import CODE_LENGTH
from polylogue.kit import cells, wording
from polylogue.kit.refusals import Invalid

# What heads the columns, in the languages of the site; an address says more than a name.
EMAIL = {
    "email", "e-mail", "mail", "e-mail address", "email address", "e-mail-adresse", "mailadresse",
    "courriel", "adresse e-mail", "adresse électronique", "correo", "correo electrónico",
}  # fmt: skip
CODE = {"code", "re-entry code", "personal code", "code personnel", "código", "código personal"}
NAME = {
    "name", "nom", "nombre", "person", "personne", "persona", "participant", "teilnehmer",
    "teilnehmerin", "teilnehmende", "participante",
}  # fmt: skip
GROUP = {
    "group", "gruppe", "groupe", "grupo", "room", "raum", "salle", "sala", "table", "tisch", "mesa",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Line:
    """One line: who it names, by e-mail, code or name, and which group."""

    number: int
    who: str
    group: str

    @property
    def is_email(self) -> bool:
        try:
            validate_email(self.who)
        except ValidationError:
            return False
        return True

    @property
    def is_code(self) -> bool:
        """A personal code has no blanks, and its letters in groups of five."""
        letters = self.who.replace("-", "")
        return len(letters) == CODE_LENGTH and letters.isascii() and letters.isalnum()


def decoded(written: bytes) -> str:
    """UTF-8, or what older spreadsheets of Western Europe write; raises Invalid."""
    if len(written) > limits.BYTES:
        raise too_long()
    try:
        return written.decode("utf-8-sig")
    except UnicodeDecodeError:
        return written.decode("cp1252", errors="replace")


def lines(text: str) -> list[Line]:
    """The lines that say something; raises Invalid if it is too long or no list."""
    if len(text.encode()) > limits.BYTES:
        raise too_long()
    text = text.removeprefix("\ufeff").replace("\0", "")
    rows = [(n, row) for n, row in enumerate(_rows(text), start=1) if any(row)]
    if len(rows) > limits.LINES:
        raise too_long()
    columns = _columns(rows[0][1]) if rows else None
    if columns:
        return [_under(columns, number, row) for number, row in rows[1:]]
    return [_plain(number, row) for number, row in rows]


def too_long() -> Invalid:
    return Invalid(_("The list is too long: up to %d lines are read.") % limits.LINES)


def _rows(text: str) -> list[list[str]]:
    try:
        read = list(csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text)))
    except csv.Error as error:
        raise Invalid(_("This is not a list that can be read.")) from error
    return [[_cell(cell) for cell in row] for row in read]


def _delimiter(text: str) -> str:
    """Whichever stands in most lines; several in a line do not count more."""
    counts = {sign: sum(sign in line for line in text.splitlines()) for sign in "\t;,"}
    return max(counts, key=lambda sign: counts[sign])


def _cell(text: str) -> str:
    """Without the apostrophe that stands before a formula in our own tables."""
    cell = wording.name(text)[: limits.CELL]
    is_guarded = cell.startswith(cells.GUARD) and cell[1:].startswith(cells.STARTS_FORMULA)
    return cell[1:] if is_guarded else cell


def _columns(row: list[str]) -> tuple[list[int], int] | None:
    """Which columns name people, those that say most first, and which the group, if this row heads them."""
    words = [cell.casefold() for cell in row]
    people = [n for kind in (EMAIL, CODE, NAME) for n, word in enumerate(words) if word in kind]
    groups = [n for n, word in enumerate(words) if word in GROUP]
    return (people, groups[0]) if people and groups else None


def _under(columns: tuple[list[int], int], number: int, row: list[str]) -> Line:
    people, group = columns
    said = [cell for place in people if (cell := _at(row, place))]
    return Line(number, said[0] if said else "", _at(row, group))


def _plain(number: int, row: list[str]) -> Line:
    """Without heads the group stands last, and an address before it counts more than a name."""
    while row and not row[-1]:
        row = row[:-1]
    *before, group = row if len(row) > 1 else [*row, ""]
    addresses = [cell for cell in before if "@" in cell]
    return Line(number, [*addresses, *before][0], group)


def _at(row: list[str], place: int) -> str:
    return row[place] if place < len(row) else ""
