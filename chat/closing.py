"""Why somebody cannot write in a room that is open to them: each wing that has reasons gives them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from django.utils import timezone

from rooms.entrance import Visit


class Closed(str):
    """A sentence for the place of the composer; `until`: when it ends by itself, if it does."""

    __slots__ = ("until",)
    until: datetime | None

    def __new__(cls, sentence: str, until: datetime | None = None) -> Closed:
        made = super().__new__(cls, sentence)
        made.until = until
        return made

    @property
    def seconds(self) -> float:
        """How long it still holds."""
        return max(0.0, (self.until - timezone.now()).total_seconds()) if self.until else 0.0


Reason = Callable[[Visit], Closed | None]

REASONS: list[Reason] = []


def closes(reason: Reason) -> Reason:
    """Declares what is asked each time a composer would be shown."""
    REASONS.append(reason)
    return reason


def asked(visit: Visit) -> str:
    """The first reason that holds, or nothing."""
    return visit.once(_first)


def _first(visit: Visit) -> str:
    return next((found for reason in REASONS if (found := reason(visit))), "")
