"""Leading people on a board: a timer, and a call to come somewhere."""

from __future__ import annotations

from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from polylogue.kit.refusals import Invalid
from whiteboard import operations as ops
from whiteboard.deciding import Case
from whiteboard.entries import CalledTogether, TimerSet
from whiteboard.pieces import Kind
from whiteboard.reducing.registry import decides

LONGEST = timedelta(hours=12)
CALL_LASTS = timedelta(minutes=3)
# What one finds in each view of a board.
REACHED = {Kind.CARD, Kind.NOTE, Kind.TEXT, Kind.GROUP, Kind.LANE}


@decides(ops.SetTimer)
def set_timer(case: Case, op: ops.SetTimer) -> None:
    """Two who give more time at once give it twice; what ended already goes on from now."""
    case.ask("set_timer")
    now, ends_at = case.state.now, case.state.ends_at
    if op.seconds == 0 or (op.more and ends_at is None):
        if ends_at is None:
            raise Invalid(_("No timer runs here. Start one first."))
        case.tell(TimerSet(key=case.key, ends_at=""))
        return
    begin = max(now, ends_at or now) if op.more else now
    ends = begin + timedelta(seconds=op.seconds)
    if ends - now > LONGEST or (ends < now and not op.more):
        raise Invalid(_("A timer runs up to twelve hours."))
    case.tell(TimerSet(key=case.key, ends_at=max(now, ends).isoformat(timespec="milliseconds")))


@decides(ops.CallTogether)
def call_together(case: Case, op: ops.CallTogether) -> None:
    """Nobody is called to what they cannot see; near a part of the canvas the piece only helps the other views."""
    case.ask("call_together")
    piece = case.state.pieces.get(op.piece)
    is_seen = bool(piece and piece.is_live and piece.private_to is None and piece.kind in REACHED)
    if not is_seen and op.view is None:
        case.live(op.piece)
        raise Invalid(_("Not everybody sees this. Call them to something that they all see."))
    until = (case.state.now + CALL_LASTS).isoformat(timespec="milliseconds")
    place = op.piece if is_seen else ""
    case.tell(CalledTogether(key=case.key, until=until, piece=place, view=op.view, takes=op.takes))
