"""The tables of a matching: groups that are there or would be made, with their challenges."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from breakout import grouping
from breakout.challenges import reading
from breakout.challenges.groups import cases_of
from breakout.challenges.models import Challenge
from breakout.grouping import MOST_GROUPS
from breakout.making.pool import Pool
from breakout.models import Group, Round

TITLE_LENGTH = 120


@dataclass(frozen=True, slots=True)
class Place:
    """A group, or the title of one that would be made; the challenge that it works on."""

    key: int  # the group's number; below zero if there is none yet
    title: str
    challenge: Challenge | None = None

    @property
    def is_new(self) -> bool:
        return self.key < 0


def places(round: Round, there: Pool, *, size: int, around: bool) -> list[Place]:
    """As many groups as people of that size fill, and those that have people who stay.

    The groups that there are stay as many, if that is the size of theirs. Empty groups are taken
    before new ones are made. Around challenges the first groups get them in the order of the
    programme; a group that has one keeps it as long as it is on the programme.
    """
    wanted = len(there.groups) if size == own_size(there) else _fill(len(there.people), size)
    programme = list(_open_to(there, round)) if around else []
    given = _given(round, there, programme)
    free = iter([one for one in programme if _is_free(one, there, given)])
    kept = _kept(there, given, wanted)
    found = [
        Place(group.pk, group.title, given.get(group.pk) or next(free, None)) for group in kept
    ]
    titles = grouping.numbered(round, max(0, wanted - len(kept)))
    new = [_new(number, title, next(free, None)) for number, title in enumerate(titles)]
    return found + new


def _given(round: Round, there: Pool, programme: list[Challenge]) -> dict[int, Challenge]:
    """Challenges that have their group: where their giver stays, else the one that had them."""
    given: dict[int, Challenge] = {}
    for one in programme:
        if group := there.staying.get(giver_of(one)):
            given.setdefault(group.pk, one)
    by_pk = {one.pk: one for one in programme}
    for pk, challenge in cases_of(round).items():
        kept = by_pk.get(challenge.pk)
        if kept and _is_free(kept, there, given):
            given.setdefault(pk, kept)
    return given


def _is_free(one: Challenge, there: Pool, given: dict[int, Challenge]) -> bool:
    return one not in given.values() and giver_of(one) not in there.staying


def _open_to(there: Pool, round: Round) -> Iterator[Challenge]:
    """Challenges of the programme whose givers are there, one of each person."""
    people, givers = set(there.people), set[int]()
    for challenge in reading.on_programme(round.dialogue):
        giver = giver_of(challenge)
        if giver in people and giver not in givers:
            givers.add(giver)
            yield challenge


def giver_of(challenge: Challenge) -> int:
    return challenge.person.merged_into_id or challenge.person_id


def _kept(there: Pool, given: dict[int, Challenge], wanted: int) -> list[Group]:
    """Groups with people who stay, those with challenges, and others in their order."""
    sizes = there.sizes()
    first = [g for g in there.groups if sizes[g.pk] or g.pk in given]
    others = [g for g in there.groups if g not in first]
    kept = first + others[: max(0, wanted - len(first))]
    return sorted(kept, key=there.groups.index)


def _new(number: int, title: str, challenge: Challenge | None) -> Place:
    """What only a group may see of a challenge is no title that everybody reads."""
    if challenge and challenge.is_for_everyone:
        title = reading.card(challenge).title[:TITLE_LENGTH]
    return Place(-1 - number, title, challenge)


def own_size(there: Pool) -> int | None:
    """The size that fills the groups that there are; None if nobody would sit with anybody else."""
    size = round_half_up(len(there.people), len(there.groups))
    return size if size > 1 else None


def _fill(people: int, size: int) -> int:
    return min(MOST_GROUPS, max(1, round_half_up(people, size)))


def round_half_up(people: int, size: int) -> int:
    """How many groups of about that size so many people make."""
    return (2 * people + size) // (2 * size) if size else 1
