"""People on bad lines: whatever happens, everybody ends with the same board, and nothing is lost or doubled."""

from __future__ import annotations

import time
from collections import Counter
from types import SimpleNamespace

import pytest

from polylogue.texts import ot
from tests.conftest import LONG
from tests.whiteboard.simulating import client
from tests.whiteboard.simulating.world import World

pytestmark = pytest.mark.timeout(3600 if LONG else 120)
RUNS, TICKS = (160, 11_000) if LONG else (8, 3000)


def test_every_browser_ends_with_what_the_log_and_the_server_have():
    counts: Counter[str] = Counter()
    for seed in seeds():
        world = World(seed)
        try:
            world.run(TICKS)
            world.settle()
            world.check()
        except AssertionError as wrong:
            raise AssertionError(f"seed {seed}: {wrong}") from wrong
        counts += world.counts
    print(dict(counts))
    assert counts["done"] > (100_000 if LONG else 1200), counts
    happened = ("gaps", "lost frames", "refused", "stale", "committed without an answer")
    assert min(counts[what] for what in happened) > RUNS // 2 < counts["loaded anew"], counts


def seeds() -> list[int]:
    """Known ones, and in the long run as many that were not tried before."""
    start = time.time_ns() // 1_000_000
    return [n if n < RUNS // 2 or not LONG else start + n for n in range(RUNS)]


def run(seed: int) -> None:
    world = World(seed)
    world.run(TICKS)
    world.settle()
    world.check()


def test_a_server_that_forgets_its_answers_would_be_noticed(monkeypatch):
    world = World(1)
    monkeypatch.setattr(world.server, "answers", Forgetful())
    world.run(TICKS)
    world.settle()
    with pytest.raises(AssertionError):
        world.check()


class Forgetful(dict):
    def __contains__(self, _key: object) -> bool:
        return False


def test_browsers_that_merge_otherwise_than_the_server_would_be_noticed(monkeypatch):
    otherwise = SimpleNamespace(**vars(ot))
    otherwise.transform = lambda op, other, side: ot.transform(op, other, "left")
    monkeypatch.setattr(client, "ot", otherwise)
    with pytest.raises(AssertionError):
        for seed in range(5):
            run(seed)
