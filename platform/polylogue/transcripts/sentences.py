"""What happened, in words: entries know people, rooms and groups by number, a transcript by name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property
from typing import Any

import msgspec

from breakout.models import Group
from polylogue.log import facts
from polylogue.log.models import Entry
from polylogue.transcripts.naming import People
from rooms.models import Room

NUMBERED = re.compile(
    r"“[^”]*”"  # what somebody wrote is left as it is
    r"|\b(?P<what>[Pp]erson|[Pp]eople|(?:group )?rooms?|groups?) (?P<numbers>\d+(?:, \d+)*)"
)
ACTOR = "\0"
"""Stands for whoever acts until all numbers have names: “Person 7” is a pseudonym, and no number. No text holds it."""
Data = dict[str, Any]


class Sentences:
    """Describes entries of one dialogue; which rooms and groups it has is asked for once."""

    def __init__(self, people: People) -> None:
        self.people = people

    def of(self, entry: Entry) -> str:
        """Something general if the data of the entry does not fit any more."""
        who = self.people.shown(entry.actor_id).name
        if entry.kind not in facts.KINDS:
            return f"{who}: {entry.kind}"
        try:
            said = facts.parse(entry).describe(ACTOR)
        except msgspec.ValidationError:
            return f"{who}: {entry.kind}"
        return self.people.masked(self._named(said, entry.data)).replace(ACTOR, who)

    def _named(self, said: str, data: Data) -> str:
        def name(found: re.Match[str]) -> str:
            what, numbers = found["what"], re.findall(r"\d+", found["numbers"] or "")
            names = [self._name(what, int(number), data) for number in numbers]
            if not names or None in names:
                return found[0]
            listed = ", ".join(map(str, names))
            return listed if what.lower() in {"person", "people"} else f"{what} {listed}"

        return NUMBERED.sub(name, said)

    def _name(self, what: str, number: int, data: Data) -> str | None:
        """None of what the entry does not tell of: then the number is something else."""
        if what.lower() in {"person", "people"}:
            is_told = number in told_people(data) and number in self.people.cards
            return self.people.shown(number).name if is_told else None
        is_room = what.endswith(("room", "rooms"))
        titles, told = (self._rooms, _rooms(data)) if is_room else (self._groups, _groups(data))
        return f"“{titles[number]}”" if number in told and number in titles else None

    @cached_property
    def _rooms(self) -> dict[int, str]:
        rooms = Room.objects.filter(dialogue=self.people.transcript.dialogue)
        return dict(rooms.values_list("pk", "title"))

    @cached_property
    def _groups(self) -> dict[int, str]:
        groups = Group.objects.filter(round__dialogue=self.people.transcript.dialogue)
        return dict(groups.values_list("pk", "title"))


def told_people(data: Data) -> set[int]:
    """The people whom an entry tells of."""
    pairs = [*(data.get("places") or ()), *(data.get("seats") or ())]
    told = [data.get("person"), *_listed(data, "people"), *_listed(data, "gone")]
    return _whole([*told, *(person for _place, people in pairs for person in people)])


def _rooms(data: Data) -> set[int]:
    places = [room for room, _people in data.get("places") or ()]
    return _whole([data.get("room"), *_listed(data, "rooms"), *places])


def _groups(data: Data) -> set[int]:
    seats = [group for group, _people in data.get("seats") or ()]
    return _whole([data.get("group"), data.get("into"), *_listed(data, "groups"), *seats])


def _listed(data: Data, name: str) -> Iterator[Any]:
    told = data.get(name)
    return iter(told if isinstance(told, list | tuple) else ())


def _whole(told: list[Any]) -> set[int]:
    return {one for one in told if isinstance(one, int)}
