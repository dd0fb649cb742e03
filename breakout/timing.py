"""The clock of a round: kept in the database and run by the server, whatever browsers do."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import gettext_lazy as _

from breakout import entries, policies
from breakout.models import Round
from polylogue.dialogues.intents import every_stream_of
from polylogue.dialogues.models import Participation
from polylogue.jobs import queue
from polylogue.jobs.tasks import DueAction, task
from polylogue.kit.refusals import Invalid, Refusal
from polylogue.log import journal

LONGEST = timedelta(hours=12)
MOST_MINUTES = LONGEST // timedelta(minutes=1)


class RoundAction(DueAction, frozen=True):
    """What is done to a round at a set time."""

    round: int

    def streams(self) -> tuple[int, ...]:
        return every_stream_of(self.lane)()

    def found(self) -> Round | None:
        return Round.objects.select_related("dialogue__stream").filter(pk=self.round).first()


@task("breakout.open_round")
class OpenRound(RoundAction, frozen=True):
    """Open a round whose countdown is over."""

    def act(self, by: int) -> Any:
        from breakout import rounds

        round = self.found()
        if round and round.opens_at:
            try:
                rounds.require_ready(round)
            except Refusal:
                # Nobody waits at a clock that stands still: what came in between ends the countdown.
                rounds.give_up_opening(round, by=by)
            else:
                rounds.open_now(round, by=by)


@task("breakout.close_round")
class CloseRound(RoundAction, frozen=True):
    """Bring everybody back whose time in groups is over."""

    def act(self, by: int) -> Any:
        from breakout import rounds

        round = self.found()
        if round and round.is_open:
            rounds.close_now(round, by=by)


def count_down(round: Round, lead: timedelta) -> None:
    stop_countdown(round)
    round.opens_at = journal.now() + lead
    due = OpenRound(lane=round.dialogue.stream_id, round=round.pk)
    round.opens_by = queue.enqueue(due, at=round.opens_at).pk
    round.save(update_fields=["opens_at", "opens_by"])


def stop_countdown(round: Round) -> bool:
    """Whether there was one."""
    if round.opens_at is None:
        return False
    if round.opens_by:
        queue.cancel(round.opens_by)
    round.opens_at, round.opens_by = None, None
    round.save(update_fields=["opens_at", "opens_by"])
    return True


def set_end(round: Round, *, minutes: int | None) -> None:
    """The time for work ends so many minutes from now, or never by itself."""
    if minutes is None:
        _end(round, None)
    else:
        _end(round, journal.now() + timedelta(minutes=minutes))


def extend(round: Round, by: Participation, *, minutes: int) -> None:
    """So many minutes more, or fewer; a round without an end gets one that many minutes from now."""
    by.require(policies.LEAD)
    _require_open(round)
    now = journal.now()
    is_sane = 0 < abs(minutes) <= MOST_MINUTES
    ends_at = max(now, (round.ends_at or now) + timedelta(minutes=minutes if is_sane else 0))
    if not is_sane or ends_at - now > LONGEST:
        raise Invalid(_("Choose how many minutes more or fewer, up to twelve hours."))
    _end(round, ends_at)
    _tell(round, by.person_id)


def end_in(round: Round, by: Participation, *, seconds: int) -> None:
    """Everybody is taken back so many seconds from now, which they see counted down."""
    by.require(policies.LEAD)
    _require_open(round)
    if not 0 <= seconds <= 3600:
        raise Invalid(_("The countdown lasts up to an hour."))
    if seconds:
        _end(round, journal.now(), grace=timedelta(seconds=seconds))
        _tell(round, by.person_id)
    else:
        from breakout import rounds

        rounds.close_now(round, by=by.person_id)


def cancel(round: Round) -> None:
    if round.returns_by:
        queue.cancel(round.returns_by)
        Round.objects.filter(pk=round.pk).update(returns_by=None)
        round.returns_by = None


def iso(moment: datetime | None) -> str:
    return moment.isoformat(timespec="seconds") if moment else ""


def _end(round: Round, ends_at: datetime | None, grace: timedelta | None = None) -> None:
    cancel(round)
    round.ends_at = ends_at
    grace = timedelta(seconds=round.grace_seconds) if grace is None else grace
    round.returns_at = ends_at + grace if ends_at else None
    if round.returns_at:
        due = CloseRound(lane=round.dialogue.stream_id, round=round.pk)
        round.returns_by = queue.enqueue(due, at=round.returns_at).pk
    round.save(update_fields=["ends_at", "returns_at", "returns_by"])


def _tell(round: Round, by: int) -> None:
    changed = entries.TimeChanged(
        round=round.pk, ends_at=iso(round.ends_at), returns_at=iso(round.returns_at)
    )
    journal.append(round.dialogue.stream_id, changed, by=by)


def _require_open(round: Round) -> None:
    from breakout import rounds

    rounds.require_open(round)
