"""Solving a question, again with looser sizes where the even ones cannot be; seats as a form carries them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from breakout import grouping, ledger, matching, policies, rounds
from breakout.challenges import giving
from breakout.challenges.groups import cases_of
from breakout.challenges.models import Challenge
from breakout.ledger import Change
from breakout.making.matched import posing
from breakout.making.matched.posing import SLACK, Question
from breakout.making.matched.wishes import Wishes
from breakout.models import Group, Move, Round
from polylogue.dialogues.models import Participation
from polylogue.kit.refusals import Invalid, Refusal

MOST_DIGITS = 15
Seats = Mapping[int, int]  # a person to the key of a place


class ChangedMeanwhile(Refusal):
    code = "changed-meanwhile"
    status = 409


@dataclass(frozen=True, slots=True)
class Answer:
    question: Question
    plan: matching.Plan

    @property
    def seats(self) -> dict[int, int]:
        return {int(person): int(table) for person, table in self.plan.seats.items()}


def answer(round: Round, wishes: Wishes) -> Answer:
    """Raises `matching.Impossible` if the hard rules cannot be held with any of the sizes."""
    for slack in SLACK:
        question = posing.question(round, wishes, slack=slack)
        try:
            return Answer(question, matching.solve(question.problem, weights=wishes.weights()))
        except matching.Impossible:
            if slack == SLACK[-1]:
                raise
    raise AssertionError


def apply(
    round: Round, by: Participation, wishes: Wishes, *, seats: Seats, cases: str, seen: int
) -> Move | None:
    """Seats people as a preview said; makes the groups that are missing and gives them their challenge.

    Raises ChangedMeanwhile if it does not fit any more what the preview was made of.
    """
    by.require(policies.LEAD)
    rounds.require_not_over(round)
    question = posing.question(round, wishes, slack=SLACK[-1])
    keys = {place.key for place in question.places}
    ledger.require_unmoved(round, [*seats, *question.pool.people], seen=seen)
    is_same = set(seats) == set(question.pool.people) and set(seats.values()) <= keys
    if not is_same or cases != cases_in(question):
        raise ChangedMeanwhile(_("People or groups are others now: look at a new preview."))
    groups = _groups(round, by, question, set(seats.values()))
    sitting: dict[matching.Key, matching.Key] = {p: g for p, g in seats.items()}  # noqa: C416
    plan = matching.explain(question.problem, sitting)
    reasons = {
        int(person): [[one.code, list(one.words), one.number] for one in found]
        for person, found in plan.reasons.items()
    }
    free = set(question.pool.free)
    to: dict[int, Group | None] = {p: groups[key] for p, key in seats.items() if p in free}
    return ledger.seat(round, Change(to, reasons), by=by.person_id, how=Move.How.MATCHING)


def _groups(
    round: Round, by: Participation, question: Question, used: set[int]
) -> dict[int, Group]:
    """The group of each place, those that are missing made, each with its challenge."""
    new = [place for place in question.places if place.is_new and place.key in used]
    titles = [place.title for place in new]
    made = grouping.add_groups(round, by, titles=titles) if new else []
    groups = {group.pk: group for group in question.pool.groups}
    groups |= {place.key: group for place, group in zip(new, made, strict=True)}
    if question.wishes.around:
        _give_cases(
            round, by, {groups[p.key].pk: p.challenge for p in question.places if p.key in groups}
        )
    return groups


def _give_cases(round: Round, by: Participation, wanted: dict[int, Challenge | None]) -> None:
    """First those that go elsewhere are taken away: a challenge is the case of one group."""
    now = {group: case.pk for group, case in cases_of(round).items()}
    given = {group: case.pk if case else None for group, case in wanted.items()}
    others = [group for group in given if given[group] != now.get(group)]
    for group in others:
        giving.give(round, by, group=group, challenge=None)
    for group in others:
        giving.give(round, by, group=group, challenge=given[group])


def parsed(text: str) -> dict[int, int]:
    """ "person:place person:place …" of a form; raises Invalid."""
    try:
        pairs = [pair.split(":") for pair in text.split()]
        if any(len(number) > MOST_DIGITS for pair in pairs for number in pair):
            raise Invalid
        return {int(person): int(place) for person, place in pairs}
    except ValueError as error:
        raise Invalid from error


def cases_in(question: Question) -> str:
    """Which group would work on which challenge, as a form carries it."""
    given = {p.key: p.challenge.pk for p in question.places if p.challenge}
    return written(given)


def written(seats: Seats) -> str:
    return " ".join(f"{person}:{place}" for person, place in sorted(seats.items()))
