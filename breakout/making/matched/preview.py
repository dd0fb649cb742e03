"""A matching as its preview shows it: groups with people and reasons, and what the whole is worth."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any

from breakout.challenges import reading
from breakout.making.matched import wording
from breakout.making.matched.answering import Answer
from breakout.making.matched.tables import Place
from breakout.making.pool import by_group
from breakout.making.showing import Person, by_name
from breakout.matching.weights import EXPERIENCED
from breakout.models import Group
from polylogue.dialogues.cards import cards
from polylogue.people.languages import written


@dataclass(frozen=True, slots=True)
class Table:
    place: Place
    case: str
    languages: str
    people: list[Person]
    experienced: int | None

    @property
    def lacks_experience(self) -> bool:
        return self.experienced is not None and self.experienced < EXPERIENCED


def tables(answer: Answer) -> list[Table]:
    plan, question = answer.plan, answer.question
    seated = by_group(answer.seats.items())
    known = cards(question.round.dialogue_id, answer.seats)
    staying = question.pool.staying
    return [
        Table(
            place,
            reading.card(place.challenge).title if place.challenge else "",
            written(plan.languages.get(place.key, ())),
            by_name(
                [
                    {
                        **known[person],
                        "reasons": wording.sentences(plan.reasons[person]),
                        "pinned": person in staying,
                    }
                    for person in seated[place.key]
                ]
            ),
            plan.experienced.get(place.key),
        )
        for place in question.places
        if seated[place.key]
    ]


def empty(answer: Answer) -> list[Group]:
    """The groups that nobody would sit in."""
    filled = set(answer.seats.values())
    return [group for group in answer.question.pool.groups if group.pk not in filled]


def spare(answer: Answer) -> str:
    """Those of a draft that nobody sits in now either, as a form carries them: they can be taken away."""
    if not answer.question.round.is_draft:
        return ""
    taken = {seat.group_id for seat in answer.question.pool.seats.values()}
    return " ".join(str(group.pk) for group in empty(answer) if group.pk not in taken)


def summary(answer: Answer) -> dict[str, Any]:
    """Needs met of how many, people of one city together, pairs who meet again, whose seat is another."""
    plan, seats = answer.plan, answer.question.pool.seats
    moved = sum(
        person in seats and seats[person].group_id != key for person, key in answer.seats.items()
    )
    return {
        "cases": len(plan.experienced),
        "needs_met": plan.needs_met,
        "same_city": plan.same_city,
        "same_sector": plan.same_sector,
        "repeats": plan.repeats,
        "moved": moved,
        "sizes": sorted(Counter(answer.seats.values()).values()),
    }
