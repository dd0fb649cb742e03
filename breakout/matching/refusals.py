"""Why nobody can be seated: which hard rule cannot be held, and for whom."""

from __future__ import annotations

from collections.abc import Iterable

from breakout.matching.marking import gettext_noop as _
from breakout.matching.problem import Key


class Impossible(Exception):
    """A hard rule that cannot be held: `code` for programs, `str()` in English, `sentence` to be translated."""

    code = "impossible"
    sentence = _("The hard rules cannot all be held.")

    def __init__(
        self, *, people: Iterable[Key] = (), tables: Iterable[Key] = (), number: int = 0
    ) -> None:
        self.people, self.tables, self.number = tuple(people), tuple(tables), number
        super().__init__(self.code, self.people, self.tables, number)

    def __str__(self) -> str:
        return self.sentence.format(
            people=", ".join(map(str, self.people)),
            tables=", ".join(map(str, self.tables)),
            number=self.number,
        )


class TooManyPeople(Impossible):
    code = "too-many-people"
    sentence = _("There are {number} more people than seats.")


class TooFewPeople(Impossible):
    code = "too-few-people"
    sentence = _("There are {number} people too few to fill every table as it should be.")


class SaysNoLanguage(Impossible):
    code = "says-no-language"
    sentence = _(
        "It is not known which languages they speak: {people}. If the dialogue says which it has, they are taken to speak those."
    )


class GiverMissing(Impossible):
    code = "giver-missing"
    sentence = _("The case giver is not here: {people} (table {tables}).")


class GivesTwice(Impossible):
    code = "gives-twice"
    sentence = _("Nobody can give a case at two tables at once: {people} (tables {tables}).")


class GiverPinnedElsewhere(Impossible):
    code = "giver-pinned-elsewhere"
    sentence = _(
        "A case giver sits at their own case, but is pinned to another table: {people} (table {tables})."
    )


class PinnedNowhere(Impossible):
    code = "pinned-nowhere"
    sentence = _("There is no such table to be pinned to: {people} (table {tables}).")


class TooManyPinned(Impossible):
    code = "too-many-pinned"
    sentence = _(
        "Table {tables} has {number} seats too few for its case giver and those pinned to it: {people}."
    )


class NoCommonLanguage(Impossible):
    code = "no-common-language"
    sentence = _("Those who have to sit at table {tables} share no language: {people}.")


class NoTableInTheirLanguage(Impossible):
    code = "no-table-in-their-language"
    sentence = _(
        "For {number} of these people no seat is left at a table that shares a language with them: {people}."
    )


class TableUnfilled(Impossible):
    code = "table-unfilled"
    sentence = _(
        "Not enough people who share a language are left to fill these tables, {number} are missing: {tables}."
    )


class Undecided(Impossible):
    code = "undecided"
    sentence = _(
        "No seating was found within the limit; there may be one. Looser sizes or fewer pins would help."
    )


class NotSeated(Impossible):
    code = "not-seated"
    sentence = _("They have no seat: {people}.")


class NotAsPinned(Impossible):
    code = "not-as-pinned"
    sentence = _("Pinned to table {tables} and not sitting there: {people}.")


class TableOverfull(Impossible):
    code = "table-overfull"
    sentence = _("Table {tables} has {number} seats too few: {people}.")


class GiverElsewhere(Impossible):
    code = "giver-elsewhere"
    sentence = _("The case giver of table {tables} does not sit there: {people}.")
