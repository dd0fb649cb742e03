"""The one way in which somebody's seat changes: a move of the round, its rows, and its entry."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import F, Q
from django.utils.translation import gettext as _

from breakout import entries, signals
from breakout.models import Group, Move, Round, Seat
from polylogue.dialogues.cards import cards
from polylogue.kit.refusals import Refusal
from polylogue.log import journal
from polylogue.log.models import Audience
from rooms import moving
from rooms.models import Room

# Whose group ends can go on reading it, as at the end of the round.
ENDS_A_GROUP = (Move.How.MERGE, Move.How.CLOSE)


class MovedMeanwhile(Refusal):
    """Says who of those concerned was moved by whom since the page was made."""

    code = "moved-meanwhile"
    status = 409


@dataclass(frozen=True, slots=True)
class Change:
    """Who is to sit where: a group, or None for the plenary; why, and whether they are to stay."""

    to: Mapping[int, Group | None]
    reasons: Mapping[int, list[Any]] = field(default_factory=dict)
    pinned: Collection[int] = ()


def seats(round: Round) -> dict[int, Seat]:
    """Who sits where now, by person."""
    current = Seat.objects.filter(round=round, ended_by=None).select_related("group")
    return {seat.person_id: seat for seat in current}


def rosters(groups: Iterable[Group]) -> dict[int, list[int]]:
    """Who sits in each group, or sat there when it was closed or merged."""
    found: dict[int, list[int]] = defaultdict(list)
    until_the_end = Q(ended_by=None) | Q(ended_by=F("group__closed_by"))
    held = Seat.objects.filter(until_the_end, group__in=list(groups)).order_by("pk")
    for group, person in held.values_list("group_id", "person_id"):
        found[group].append(person)
    return found


def require_unmoved(round: Round, people: Iterable[int], *, seen: int | None) -> None:
    """Raises MovedMeanwhile if somebody moved one of these people after version `seen`."""
    if seen is None or seen >= round.version:
        return
    since = Q(move__version__gt=seen) | Q(ended_by__version__gt=seen)
    changed = Seat.objects.filter(since, round=round, person__in=list(people))
    for seat in changed.select_related("move__by", "ended_by__by", "group").order_by("-pk")[:1]:
        raise MovedMeanwhile(_what_happened(round, seat))


def seat(round: Round, change: Change, *, by: int, how: Move.How, take: bool = True) -> Move | None:
    """Seats people, and takes those of an open round there; who sits there already stays.

    Every stream of the dialogue must be locked if the round is open. None: nothing changed.
    Without `take` only the ledger changes: of those who are out of reach already.
    """
    before = seats(round)
    changed = {p: g for p, g in change.to.items() if _is_other(before.get(p), g)}
    if not changed:
        return None
    move = next_move(round, by=by, how=how)
    ended = [before[p].pk for p in changed if p in before]
    Seat.objects.filter(pk__in=ended).update(ended_by=move)
    Seat.objects.bulk_create(
        Seat(
            round=round,
            group=group,
            person_id=person,
            move=move,
            pinned=person in change.pinned,
            reasons=change.reasons.get(person, []),
        )
        for person, group in changed.items()
        if group
    )
    _tell(round, move, changed, by=by)
    if take and round.is_open:
        _take(round, changed, by=by, keep=how in ENDS_A_GROUP)
    signals.people_seated.send(Round, round=round, move=move, changed=changed)
    return move


def next_move(round: Round, *, by: int, how: Move.How) -> Move:
    Round.objects.filter(pk=round.pk).update(version=F("version") + 1)
    round.refresh_from_db(fields=["version"])
    return Move.objects.create(
        round=round, version=round.version, how=how, by_id=by, at=journal.now()
    )


def _is_other(seat: Seat | None, group: Group | None) -> bool:
    return (seat.group_id if seat else None) != (group.pk if group else None)


def _tell(round: Round, move: Move, changed: Mapping[int, Group | None], *, by: int) -> None:
    seated: dict[int, list[int]] = defaultdict(list)
    for person, group in changed.items():
        if group:
            seated[group.pk].append(person)
    fact = entries.PeopleSeated(
        round=round.pk,
        version=move.version,
        how=move.how,
        seats=sorted((group, sorted(people)) for group, people in seated.items()),
        gone=sorted(person for person, group in changed.items() if group is None),
    )
    journal.append(round.dialogue.stream_id, fact, by=by, audience=Audience.CREW)


def _take(round: Round, changed: Mapping[int, Group | None], *, by: int, keep: bool) -> None:
    plenary = plenary_of(round)
    to = {p: (group.room if group else None) or plenary for p, group in changed.items()}
    moving.move(round.dialogue, to, by=by, keep=keep)


def plenary_of(round: Round) -> Room:
    return Room.objects.get(dialogue=round.dialogue, kind=Room.Kind.PLENARY)


def _what_happened(round: Round, seat: Seat) -> str:
    move = seat.ended_by if seat.ended_by_id and seat.ended_by else seat.move
    now = Seat.objects.filter(round=round, person=seat.person_id, ended_by=None).first()
    known = cards(round.dialogue_id, [seat.person_id, move.by_id])
    words = {"who": known[move.by_id]["name"], "person": known[seat.person_id]["name"]}
    if now is None:
        return _("%(who)s has just taken %(person)s to the plenary. Nothing was changed.") % words
    words["group"] = now.group.title
    return _("%(who)s has just moved %(person)s to “%(group)s”. Nothing was changed.") % words
