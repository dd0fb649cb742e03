"""How much time a round has left, in seconds by the clock of the server: that of a browser may be wrong."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from breakout.models import Round
from polylogue.log import journal


@dataclass(frozen=True, slots=True)
class Left:
    """What comes next (`opens`, `ends` or `returns`), when, and in how many seconds."""

    next: str
    at: datetime
    seconds: int


def left(round: Round) -> Left | None:
    now = journal.now()
    if round.closed_at:
        return None
    if round.is_draft:
        coming = [("opens", round.opens_at)]
    else:
        coming = [("ends", round.ends_at), ("returns", round.returns_at)]
    ahead = [(name, at) for name, at in coming if at and at > now]
    for name, at in ahead[:1]:
        return Left(name, at, max(0, round_up((at - now).total_seconds())))
    return None


def phase(round: Round | None) -> str:
    """What <round-clock> runs to: `opening`, `work`, `grace`, `endless`, or nothing."""
    if round is None or round.state not in {"opening", "open"}:
        return ""
    if round.is_draft:
        return "opening"
    if not (round.ends_at and round.returns_at):
        return "endless"
    ahead = left(round)
    return "work" if ahead and ahead.next == "ends" else "grace"


def face(round: Round | None) -> str:
    """The minutes and seconds until then, as on a clock: 1:15."""
    ahead = left(round) if round else None
    minutes, seconds = divmod(ahead.seconds if ahead else 0, 60)
    return f"{minutes}:{seconds:02d}"


def round_up(seconds: float) -> int:
    return int(-(-seconds // 1))
