"""Who met whom: people who sat in the same group of an open round, by the times in the ledger."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import combinations

from django.db.models import QuerySet

from breakout.models import Round, Seat
from polylogue.dialogues.models import Dialogue
from polylogue.log import journal

Pair = frozenset[int]
MEETING = timedelta(minutes=1)  # whoever sat together for less did not meet


@dataclass(frozen=True, slots=True)
class Sitting:
    """A person was in a group from one moment to another; the person by the account of today."""

    round: int
    group: int
    person: int
    begins: datetime
    ends: datetime


def sittings(rounds: Iterable[Round]) -> list[Sitting]:
    """Who sat where and when in these rounds; what was only drafted is left out."""
    found: QuerySet[Seat] = Seat.objects.filter(
        round__in=[round.pk for round in rounds], round__opened_at__isnull=False
    )
    seats = found.select_related("round", "move", "ended_by", "person")
    return [one for seat in seats if (one := _sitting(seat))]


def together(rounds: Iterable[Round]) -> dict[Pair, timedelta]:
    """How long two people sat in the same groups, over all these rounds."""
    times: dict[Pair, timedelta] = defaultdict(timedelta)
    for pair, _round, time in _overlaps(sittings(rounds)):
        times[pair] += time
    return dict(times)


def met(rounds: Iterable[Round]) -> Counter[Pair]:
    """In how many of these rounds two people met: sat together for a minute, or half of a short round."""
    rounds = list(rounds)
    enough = {round.pk: min(MEETING, _length(round) / 2) for round in rounds}
    times: dict[tuple[Pair, int], timedelta] = defaultdict(timedelta)
    for pair, round, time in _overlaps(sittings(rounds)):
        times[pair, round] += time
    return Counter(pair for (pair, round), time in times.items() if time >= enough[round])


def before(dialogue: Dialogue, round: Round | None = None) -> list[Round]:
    """The rounds of the dialogue that were opened, without this one."""
    opened = dialogue.rounds.filter(opened_at__isnull=False)
    return list(opened.exclude(pk=round.pk) if round else opened)


def _sitting(seat: Seat) -> Sitting | None:
    round = seat.round
    if round.opened_at is None:
        return None
    begins = max(seat.move.at, round.opened_at)
    ends = _until(round)
    if seat.ended_by:
        ends = min(ends, seat.ended_by.at)
    person = seat.person.merged_into_id or seat.person_id
    if ends <= begins:
        return None
    return Sitting(round.pk, seat.group_id, person, begins, ends)


def _overlaps(sittings: Iterable[Sitting]) -> Iterator[tuple[Pair, int, timedelta]]:
    """Two people, a round, and how long two of their sittings there went together."""
    groups: dict[int, list[Sitting]] = defaultdict(list)
    for one in sittings:
        groups[one.group].append(one)
    for there in groups.values():
        for one, other in combinations(there, 2):
            time = min(one.ends, other.ends) - max(one.begins, other.begins)
            if time > timedelta() and one.person != other.person:
                yield frozenset((one.person, other.person)), one.round, time


def _length(round: Round) -> timedelta:
    return _until(round) - round.opened_at if round.opened_at else timedelta()


def _until(round: Round) -> datetime:
    return round.closed_at or journal.now()
