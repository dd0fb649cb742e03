"""What the buttons of a board ask for, by name: each is one action on the round as it is then."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _

from breakout import grouping, rounds, timing, undoing
from breakout.models import Round
from polylogue.dialogues.models import Participation
from polylogue.kit.refusals import Invalid

PLENARY, NEW = "plenary", "new"
DIGITS = 16


class Said:
    """What a form says, in the types that actions take; raises Invalid for what is none."""

    def __init__(self, fields: QueryDict) -> None:
        self.fields = fields

    def number(self, name: str) -> int:
        return _number(self.fields.get(name, ""))

    def numbers(self, name: str) -> list[int]:
        return [_number(text) for text in self.fields.getlist(name)]

    def text(self, name: str) -> str:
        return str(self.fields.get(name, "")).strip()

    @property
    def seen(self) -> int:
        """The version of the round that the page was made at."""
        return self.number("seen")


Deed = Callable[[Round, Participation, Said], Any]


def _move(round: Round, by: Participation, said: Said) -> None:
    people, to = said.numbers("person"), said.text("to")
    if not people:
        raise Invalid(_("Choose first who is to move."))
    if to == NEW:
        grouping.split(round, by, people=people, title=_title(round, said), seen=said.seen)
    else:
        group = None if to == PLENARY else said.number("to")
        grouping.move(round, by, people=people, to=group, seen=said.seen)


def _add(round: Round, by: Participation, said: Said) -> None:
    grouping.add_groups(round, by, titles=[_title(round, said)])


def _pin(round: Round, by: Participation, said: Said) -> None:
    """One of two buttons names the person."""
    pinned = bool(said.text("pin"))
    person = said.number("pin" if pinned else "unpin")
    grouping.pin(round, by, person=person, pinned=pinned)


def _merge(round: Round, by: Participation, said: Said) -> None:
    group, into = said.number("group"), said.number("into")
    grouping.merge(round, by, group=group, into=into, seen=said.seen)


DEEDS: dict[str, Deed] = {
    "open": lambda round, by, said: rounds.announce(round, by, seconds=said.number("seconds")),
    "stop": lambda round, by, said: rounds.stop_opening(round, by),
    "drop": lambda round, by, said: rounds.drop(round, by, seen=said.seen),
    "more": lambda round, by, said: timing.extend(round, by, minutes=said.number("minutes")),
    "fewer": lambda round, by, said: timing.extend(round, by, minutes=-said.number("minutes")),
    "end": lambda round, by, said: timing.end_in(round, by, seconds=said.number("seconds")),
    "undo": lambda round, by, said: undoing.undo(round, by, version=said.number("version")),
    "move": _move,
    "pin": _pin,
    "add": _add,
    "rename": lambda round, by, said: grouping.rename(
        round, by, group=said.number("group"), title=said.text("title")
    ),
    "remove": lambda round, by, said: grouping.remove(round, by, group=said.number("group")),
    "merge": _merge,
    "close": lambda round, by, said: grouping.close(
        round, by, group=said.number("group"), seen=said.seen
    ),
}


def asked(fields: QueryDict) -> tuple[str, Deed]:
    name = fields.get("do", "")
    if name not in DEEDS:
        raise Invalid
    return name, DEEDS[name]


def _title(round: Round, said: Said) -> str:
    return said.text("title") or _("Group %d") % (round.groups.count() + 1)


def _number(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) < DIGITS):
        raise Invalid
    return int(text)
