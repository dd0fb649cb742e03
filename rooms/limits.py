"""How fast one socket, or one person over HTTP, may ask: token buckets in this process."""

from __future__ import annotations

import time
from collections import OrderedDict

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from polylogue.kit.refusals import Refusal

FLOOD_REFUSALS = 100
FLOOD_SECONDS = 60.0


class Bucket:
    """Lets `burst` through at once and `rate` per second on the long run."""

    def __init__(self, rate: float, burst: float) -> None:
        self.rate, self.burst = rate, burst
        self.tokens = burst
        self.filled_at = time.monotonic()

    def wait_ms(self) -> int:
        """0 and takes a token; or how many milliseconds until there is one."""
        now = time.monotonic()
        self.tokens = min(self.burst, self.tokens + (now - self.filled_at) * self.rate)
        self.filled_at = now
        if self.tokens >= 1:
            self.tokens -= 1
            return 0
        return max(1, int(1000 * (1 - self.tokens) / self.rate))


class Limits:
    """The commands of one socket, and how often it was refused lately."""

    def __init__(self, rate: float, burst: float) -> None:
        self.commands = Bucket(rate, burst)
        self.refusals = Bucket(FLOOD_REFUSALS / FLOOD_SECONDS, FLOOD_REFUSALS)

    def wait_ms(self) -> int:
        return self.commands.wait_ms()

    def is_flood(self) -> bool:
        """Counts a refusal; true when there were too many."""
        return self.refusals.wait_ms() > 0


class SlowDown(Refusal):
    code = "slow-down"
    status = 429
    sentence = _("You are faster than this room can follow. Please wait a moment.")

    def __init__(self, retry_ms: int) -> None:
        super().__init__()
        self.retry_ms = retry_ms


PEOPLE_KEPT = 10_000
_people: OrderedDict[int, Bucket] = OrderedDict()


def forget() -> None:
    """Everybody begins anew; for tests, whose people have each other's numbers."""
    _people.clear()


def spend(person: int) -> None:
    """Takes one command of a person who asks over HTTP; raises SlowDown if they ask too fast."""
    rate, burst = settings.LIVE_COMMANDS_PER_SECOND, settings.LIVE_COMMANDS_BURST
    bucket = _people.pop(person, None) or Bucket(rate, burst)
    _people[person] = bucket
    if len(_people) > PEOPLE_KEPT:
        _people.popitem(last=False)
    if retry_ms := bucket.wait_ms():
        raise SlowDown(retry_ms)
