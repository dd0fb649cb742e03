"""What a client sent and got, in the order it happened."""

from __future__ import annotations

import time
from typing import Any, NamedTuple


class Moment(NamedTuple):
    """`what` is "sent", "lost", "fetched", or the kind of a frame that came in."""

    at: float
    what: str
    frame: dict[str, Any]


class Diary:
    """Moments by the machine's monotonic clock, which clients of one machine share."""

    def __init__(self) -> None:
        self.moments: list[Moment] = []

    def note(self, what: str, frame: dict[str, Any]) -> None:
        self.moments.append(Moment(time.monotonic(), what, frame))

    def of(self, *whats: str) -> list[Moment]:
        return [moment for moment in self.moments if moment.what in whats]
