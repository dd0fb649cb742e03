"""Rows as an archive names them: by their place in the file of their table, from 1 on.

What is named and is not there any more, such as a poll that was dropped as a draft, has a place below 0.
People have places in the order in which they come up.
"""

from __future__ import annotations

from typing import Any

from polylogue.archives import declared
from polylogue.archives.declared import PEOPLE
from polylogue.archives.refusals import NotArchived
from polylogue.archives.scope import Scope
from polylogue.kit.archiving import TABLES
from polylogue.people.models import User

Places = dict[str, int]


class Known:
    """The places of the rows of a dialogue."""

    def __init__(self, scope: Scope) -> None:
        self.people: dict[int, int] = {}
        self._rows: dict[str, Places] = {
            label: {str(pk): place for place, pk in enumerate(scope.numbers(label), 1)}
            for label in declared.named() - {PEOPLE}
            if label in TABLES
        }
        self._gone: dict[str, Places] = {}

    def place(self, label: str, pk: Any) -> int:
        """Also of a row that is gone; 0 is nobody."""
        if not pk:
            return 0
        found = self._person(pk) if label == PEOPLE else self._row(label, pk)
        if found:
            return found
        gone = self._gone.setdefault(label, {})
        return gone.setdefault(str(pk), -1 - len(gone))

    def place_of_row(self, label: str, pk: Any) -> int:
        """Of a row that must be there, because a foreign key names it."""
        place = self.place(label, pk)
        if place > 0:
            return place
        raise NotArchived(f"{label} {pk} is named in this dialogue and belongs to another one.")

    def _row(self, label: str, pk: Any) -> int | None:
        """None, too, of a table that is left out."""
        return self._rows.get(label, {}).get(str(pk))

    def _person(self, pk: Any) -> int | None:
        if pk not in self.people and User.objects.filter(pk=pk).exists():
            self.people[pk] = len(self.people) + 1
        return self.people.get(pk)
