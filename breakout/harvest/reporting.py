"""Which group reports to the plenary, and for how long. Every function runs inside the writer,
with the dialogue's stream locked."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from breakout.harvest import entries, policies
from breakout.harvest.models import Turn
from breakout.models import Group, Round
from polylogue.dialogues.models import Participation
from polylogue.kit.refusals import Invalid, NotFound, Refusal
from polylogue.log import journal
from polylogue.log.facts import Fact

SHORTEST, LONGEST = 10, 3600


class CalledMeanwhile(Refusal):
    """Says who has the floor since the page was made."""

    code = "called-meanwhile"


class NobodyReports(Refusal):
    code = "nobody-reports"
    sentence = gettext_lazy("No group is reporting now.")


def arrange(
    round: Round, by: Participation, *, groups: Sequence[int], before: Sequence[int] | None = None
) -> None:
    """Has these groups wait for their turn in this order; who has the floor keeps it.

    Raises CalledMeanwhile if others wait now than `before`, or in another order.
    """
    by.require(policies.LEAD)
    if before is not None and list(before) != [turn.group_id for turn in waiting(round)]:
        raise CalledMeanwhile(_("The order was changed meanwhile. Nothing was set: look again."))
    if len(set(groups)) != len(groups):
        raise Invalid
    found = {group.pk: group for group in _groups(round).filter(pk__in=groups)}
    if len(found) != len(groups):
        raise NotFound
    current = now(round)
    order = [pk for pk in groups if not (current and current.group_id == pk)]
    _waiting(round).delete()
    Turn.objects.bulk_create(
        Turn(round=round, group=found[pk], position=place) for place, pk in enumerate(order)
    )
    arranged = entries.TurnsArranged(round=round.pk, groups=order, next=_next(round))
    _append(round, arranged, by)


def call(
    round: Round, by: Participation, *, group: int | None, seconds: int, seen: int | None
) -> None:
    """Gives a group the floor, or the next that waits; whoever has it leaves it.

    Raises CalledMeanwhile if another group than `seen` has it.
    """
    by.require(policies.LEAD)
    require_seconds(seconds)
    current = _require_seen(round, seen)
    turn = _turn_of(round, group)
    if current:
        _end(current)
    turn.called_at = journal.now()
    turn.ends_at = turn.called_at + timedelta(seconds=seconds)
    turn.save()
    called = entries.TurnCalled(
        round=round.pk,
        group=turn.group_id,
        title=turn.group.title,
        ends_at=_iso(turn),
        next=_next(round),
    )
    _append(round, called, by)


def extend(round: Round, by: Participation, *, seconds: int, group: int | None = None) -> None:
    """So much more time from now, or from the end if that is still to come.

    Raises CalledMeanwhile if another group than `group` has the floor.
    """
    by.require(policies.LEAD)
    require_seconds(seconds)
    current = _require_now(round, group)
    current.ends_at = max(journal.now(), current.ends_at or journal.now())
    current.ends_at += timedelta(seconds=seconds)
    current.save(update_fields=["ends_at"])
    extended = entries.TurnExtended(round=round.pk, group=current.group_id, ends_at=_iso(current))
    _append(round, extended, by)


def end(round: Round, by: Participation, *, group: int | None = None) -> None:
    """The same for the end of a report."""
    by.require(policies.LEAD)
    current = _require_now(round, group)
    _end(current)
    _append(round, entries.TurnEnded(round=round.pk, group=current.group_id), by)


def now(round: Round) -> Turn | None:
    """The turn of the group that has the floor."""
    called = Turn.objects.filter(round=round, called_at__isnull=False, ended_at=None)
    return called.select_related("group__room").first()


def waiting(round: Round) -> list[Turn]:
    return list(_waiting(round).select_related("group"))


def done(round: Round) -> set[int]:
    """The groups that have reported."""
    over = Turn.objects.filter(round=round, ended_at__isnull=False)
    return set(over.values_list("group_id", flat=True))


def require_seconds(seconds: int) -> None:
    if not SHORTEST <= seconds <= LONGEST:
        raise Invalid(_("A report lasts from ten seconds to an hour."))


def _turn_of(round: Round, group: int | None) -> Turn:
    """The waiting turn of the group, or the first; one that does not wait gets its turn now."""
    for turn in _waiting(round).select_related("group"):
        if group in (None, turn.group_id):
            return turn
    if group is None:
        raise Invalid(_("No group is waiting to report."))
    found = _groups(round).filter(pk=group).first()
    if found is None:
        raise NotFound
    return Turn(round=round, group=found, position=0)


def _require_seen(round: Round, seen: int | None) -> Turn | None:
    current = now(round)
    if (current.group_id if current else None) != seen:
        who = {"group": current.group.title} if current else {}
        words = _("“%(group)s” has just been called.") if current else _("The report has ended.")
        raise CalledMeanwhile(words % who)
    return current


def _require_now(round: Round, group: int | None) -> Turn:
    if (current := now(round)) is None:
        raise NobodyReports
    if group is not None:
        _require_seen(round, group)
    return current


def _end(turn: Turn) -> None:
    turn.ended_at = journal.now()
    turn.save(update_fields=["ended_at"])


def _groups(round: Round) -> QuerySet[Group]:
    return Group.objects.filter(round=round, room__isnull=False, merged_into=None)


def _waiting(round: Round) -> QuerySet[Turn]:
    return Turn.objects.filter(round=round, called_at=None)


def _next(round: Round) -> str:
    return next((turn.group.title for turn in waiting(round)), "")


def _iso(turn: Turn) -> str:
    return turn.ends_at.isoformat(timespec="milliseconds") if turn.ends_at else ""


def _append(round: Round, fact: Fact, by: Participation) -> None:
    journal.append(round.dialogue.stream_id, fact, by=by.person_id)
