"""What leads people on a board now, as its pages show it: the timer, and the call to come somewhere."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.db.models import Q
from django.urls import reverse

from polylogue.dialogues.cards import cards
from polylogue.log import journal
from whiteboard import labels, permissions, rowing
from whiteboard.entrance import Visit
from whiteboard.models import Board
from whiteboard.permissions import Lock
from whiteboard.pieces import Kind
from whiteboard.state import Call, State

# So long it stands there that the time is up.
RUNG = timedelta(minutes=10)
MORE_MINUTES = (1, 5)
# The screen that all look at goes where everybody is called.
PRESENT = "present"
ON_CANVAS = ("canvas", PRESENT)
Shown = dict[str, Any]


def shown(visit: Visit, on: str, *, goes: bool = False) -> Shown:
    """`on`: the view that shows it, by the name of its page; `goes`: its person comes because of the call."""
    state, now = rowing.state_of(visit.board, 0), journal.now()
    return {
        "board": visit.board,
        "on": on,
        "timer": _timer(state, now),
        "call": _call(visit, state, now, on, goes=goes),
        "more_minutes": MORE_MINUTES,
        "may_time": on != PRESENT and _may(visit, state, "set_timer"),
        "phase_called": labels.PHASES[state.phase],
        "rules": state.rules,
        "hides_totals": state.hides_totals,
        "now": now.isoformat(timespec="milliseconds"),
        "led": sign(visit.board),
    }


def sign(board: Board) -> str:
    """Another one whenever timer or call change: for views that load the board later than their page."""
    return f"{board.ends_at} {board.call['seq'] if board.call else 0}"


def _may(visit: Visit, state: State, operation: str) -> bool:
    refusal = permissions.refusal(visit.who.role, operation, state.phase, Lock.FREE, owns=True)
    return visit.is_open and refusal is None


def _timer(state: State, now: datetime) -> Shown | None:
    if state.ends_at is None or now > state.ends_at + RUNG:
        return None
    left = max(0, round_up((state.ends_at - now).total_seconds()))
    face = f"{left // 60}:{left % 60:02d}"
    at = state.ends_at.isoformat(timespec="milliseconds")
    return {"at": at, "face": face, "is_over": not left}


def _call(visit: Visit, state: State, now: datetime, on: str, *, goes: bool) -> Shown | None:
    """The last one, as long as it is fresh and what it leads to is there."""
    call = state.call
    if call is None or now > datetime.fromisoformat(call.until):
        return None
    title, place = _place(visit, call)
    if not place and call.view is None:
        return None
    is_shared = on == PRESENT
    is_own = call.by == visit.by.person_id and not is_shared
    reached = bool(place) or on in ON_CANVAS
    return {
        "seq": call.seq,
        "until": call.until,
        "name": _name(visit, call.by),
        "is_own": is_own,
        "title": title,
        "piece": place,
        "view": " ".join(map(str, call.view or ())) if on in ON_CANVAS else "",
        "takes": (call.takes or goes or is_shared) and reached and not is_own,
        "is_here": reached,
        "url": _address(visit, on, call.seq, place),
    }


def _name(visit: Visit, person: int) -> str:
    return str(cards(visit.by.dialogue_id, {person}).get(person, {}).get("name", "–"))


def _place(visit: Visit, call: Call) -> tuple[str, str]:
    """The title and name of the piece, if everybody still sees it."""
    named = Q(name=call.piece, deleted_by=None, private_to=None)
    for piece in rowing.pieces_of(visit.board, named) if call.piece else ():
        return piece.title or str(labels.KINDS[Kind(piece.kind)]), piece.name
    return "", ""


def _address(visit: Visit, on: str, seq: int, place: str) -> str:
    """Within the view where one is; a part of the canvas is on the canvas alone."""
    args = [visit.by.dialogue.slug, visit.board.pk]
    if place or on in ON_CANVAS:
        return reverse(f"whiteboard:{on}", args=args) + f"#{place}"
    return f"{reverse('whiteboard:canvas', args=args)}?go={seq}"


def round_up(seconds: float) -> int:
    return int(-(-seconds // 1))
