"""Groups with their people, as pages of filling show them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from breakout import ledger
from breakout.challenges import reading
from breakout.challenges.groups import cases_of
from breakout.making.matched import wording
from breakout.making.pool import by_group
from breakout.models import Group, Round
from polylogue.dialogues.cards import cards
from polylogue.dialogues.models import Participation

Person = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Seated:
    """A group with who sits there. `case`: the title of its challenge, for the crew."""

    group: Group
    people: list[Person]
    expected: int = 0
    case: str = ""
    is_own: bool = False

    @property
    def most(self) -> int:
        return self.group.round.most_people

    @property
    def free(self) -> int:
        return max(0, self.most - len(self.people) - self.expected)


def groups(round: Round, by: Participation) -> list[Seated]:
    """The open groups. Why somebody sits there, and on what groups work, is for the crew."""
    seats = ledger.seats(round)
    known = cards(round.dialogue_id, seats)
    people = by_group((person, seat.group_id) for person, seat in seats.items())
    titles = _titles(round) if by.is_crew else {}
    own = seats.get(by.person_id)
    found = round.groups.filter(closed_by=None).select_related("round", "room__dialogue")
    expected = by_group(round.expected.values_list("pk", "group"))
    return [
        Seated(
            group,
            by_name([_person(known[p], seats[p], by) for p in people[group.pk]]),
            len(expected[group.pk]),
            titles.get(group.pk, ""),
            own is not None and own.group_id == group.pk,
        )
        for group in found
    ]


def by_name(people: list[Person]) -> list[Person]:
    return sorted(people, key=lambda one: str(one["name"]).casefold())


def _person(card: dict[str, Any], seat: Any, by: Participation) -> Person:
    is_seen = by.is_crew
    reasons = wording.sentences(seat.reasons) if is_seen else []
    own = seat.person_id == by.person_id
    return {**card, "reasons": reasons, "pinned": is_seen and seat.pinned, "is_own": own}


def _titles(round: Round) -> dict[int, str]:
    return {group: reading.card(case).title for group, case in cases_of(round).items()}


def people(round: Round, persons: list[int]) -> list[Person]:
    """People without a seat, by name."""
    return by_name(list(cards(round.dialogue_id, persons).values()))
