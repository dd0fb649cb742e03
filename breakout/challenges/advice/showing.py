"""A case with its advice, as it is shown in its group's room."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from breakout.challenges import groups, policies, reading, sight
from breakout.challenges.models import Advice, Challenge, FirstStep
from polylogue.dialogues.cards import cards
from polylogue.dialogues.models import Participation
from rooms.models import Room


@dataclass(frozen=True, slots=True)
class Piece:
    """Advice by somebody; `noted_by` is set if it was another who wrote it down."""

    advice: Advice
    adviser: str
    noted_by: str
    is_mine: bool


@dataclass(frozen=True, slots=True)
class Case:
    """What the panel of a group shows. `card` is none where the person may not see its case.

    `choices`: for those who may give the group another one, by number and title.
    """

    has_case: bool

    card: reading.Card | None
    pieces: list[Piece]
    first_step: str
    is_giver: bool
    may_advise: bool
    advisers: list[tuple[int, str]]
    choices: list[tuple[int, str]]


def case(room: Room, by: Participation) -> Case | None:
    """None for a room that is no group's. The page of no room in particular has nothing of it yet."""
    if room.kind != Room.Kind.GROUP:
        return None
    table = groups.table(room)
    challenge = table.case if table else None
    is_open = room.is_open and not room.dialogue.is_archived
    choices = _choices(room, challenge) if table and is_open and by.may(policies.LEAD) else []
    if table is None or challenge is None:
        return replace(NOTHING, pieces=pieces(room, by), choices=choices)
    is_giver = sight.is_own(challenge, by)
    may = by.may(policies.ADVISE) and is_open
    step = FirstStep.objects.filter(stream=room.stream_id, challenge=challenge).first()
    seen = reading.may_see(challenge, by, table.people)
    return Case(
        has_case=True,
        card=reading.card(challenge) if seen else None,
        pieces=pieces(room, by),
        first_step=step.text if step else "",
        is_giver=is_giver,
        may_advise=may,
        advisers=_advisers(table.people, challenge, by) if may else [],
        choices=choices,
    )


NOTHING = Case(
    has_case=False, card=None, pieces=[], first_step="", is_giver=False, may_advise=False,
    advisers=[], choices=[],
)  # fmt: skip


def pieces(room: Room, by: Participation) -> list[Piece]:
    """What stands, useful advice first, each in the order in which it was noted."""
    rows = Advice.objects.filter(stream=room.stream_id, withdrawn_at=None).exclude(text="")
    found = sorted(rows, key=lambda one: (one.useful_at is None, one.seq))
    people = cards(room.dialogue_id, {p for one in found for p in (one.person_id, one.noted_by_id)})
    own = set(sight.accounts_of(by.person_id).values_list("pk", flat=True))
    return [_piece(one, people, own) for one in found]


def _piece(one: Advice, people: dict[int, dict[str, Any]], own: set[int]) -> Piece:
    by_other = one.noted_by_id != one.person_id
    return Piece(
        advice=one,
        adviser=people[one.person_id]["name"],
        noted_by=people[one.noted_by_id]["name"] if by_other else "",
        is_mine=bool(own & {one.person_id, one.noted_by_id}),
    )


def _choices(room: Room, now: Challenge | None) -> list[tuple[int, str]]:
    """What is offered, those on the programme first; the group's own case is not among them."""
    found = Challenge.objects.offered().filter(dialogue=room.dialogue_id)
    others = found.exclude(pk=now.pk if now else None).select_related("dialogue")
    shown = reading.shown(sorted(others, key=lambda c: (c.place is None, c.place, c.pk)))
    return [(card.challenge.pk, f"{card.title} ({card.who})") for card in shown]


def _advisers(
    people: Iterable[int], challenge: Challenge, by: Participation
) -> list[tuple[int, str]]:
    """The others of the group whose advice one can note."""
    giver = {challenge.person_id, challenge.person.merged_into_id, by.person_id}
    found = cards(challenge.dialogue_id, set(people) - {one for one in giver if one})
    return sorted(((pk, card["name"]) for pk, card in found.items()), key=lambda one: one[1])
