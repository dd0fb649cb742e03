"""How long to wait before coming back: full jitter, so that a mass drop is not a mass return."""

from __future__ import annotations

import random


class Pace:
    """Waits between attempts; `first` is the window of the first one unless the server states it."""

    def __init__(self, *, first: float = 2.0, step: float = 0.5, longest: float = 30.0) -> None:
        self.first, self.step, self.longest = first, step, longest
        self.failures = 0
        self.random = random.Random()  # noqa: S311 - spreads load, keeps no secret

    def delay(self, after_ms: int = 0) -> float:
        """Seconds to wait now: what the server asked for, and a random part of the window."""
        window = min(self.longest, self.step * 2**self.failures) if self.failures else self.first
        self.failures += 1
        return after_ms / 1000 + self.random.uniform(0, window)

    def succeeded(self) -> None:
        self.failures = 0
