"""How fast the hub goes: at once in a small room, in fuller frames where a thousand listen."""

from __future__ import annotations

import asyncio
import time

import pytest

from rooms import delivery, ringing
from rooms.delivery import pause_after
from rooms.live import hub
from tests.rooms import scenes

SHORT = 0.001


@pytest.mark.parametrize(
    ("lines", "rests"), [(1, 0.01), (30, 0.01), (60, 0.02), (150, 0.05), (300, 0.06), (1000, 0.06)]
)
def test_it_rests_longer_the_more_lines_it_has_told(lines, rests):
    assert pause_after(SHORT, lines) == pytest.approx(rests)


def test_it_rests_twice_as_long_as_a_round_took_but_never_so_long_that_it_shows():
    assert pause_after(0.02, 1) == pytest.approx(0.04)
    assert pause_after(3.0, 1) == pytest.approx(0.06)


async def test_the_frames_of_a_round_are_counted_live_and_caught_up(
    plenary, ben, cleo, dov, join, monkeypatch
):
    rounds = []

    def noted(seconds, frames):
        rounds.append(frames)
        return pause_after(seconds, frames)

    monkeypatch.setattr(delivery, "pause_after", noted)
    readers = [await join(plenary, as_=who) for who in (cleo, dov, cleo)]
    await scenes.settled(*readers)
    rounds.clear()
    await scenes.post(plenary, ben)
    for reader in readers:
        await reader.items(1)
    late = await join(plenary, as_=ben, after=0)
    await late.items(1)
    await late.quiet(0.1)
    assert [frames for frames in rounds if frames] == [3, 1]


class Layer:
    """What is rung, and when."""

    def __init__(self) -> None:
        self.rung: list[tuple[float, dict]] = []

    async def group_send(self, group, message):
        self.rung.append((time.monotonic(), message))


async def test_the_first_doorbell_is_rung_at_once_and_the_next_ones_together(monkeypatch):
    monkeypatch.setattr(ringing, "GATHER_SECONDS", 0.5)
    layer, end = Layer(), ringing.Ringing(hub)
    working = asyncio.ensure_future(end._ring(layer))
    end.tell({1: 5})
    await asyncio.sleep(0.1)
    assert [message["heads"] for _, message in layer.rung] == [[[1, 5]]]
    end.tell({1: 6, 2: 9})
    end.note(what="typing")
    end.tell({1: 7})
    await asyncio.sleep(1)
    working.cancel()
    (first, _), (second, last) = layer.rung
    assert second - first >= 0.49
    assert (last["heads"], last["notes"]) == ([[1, 7], [2, 9]], [{"what": "typing"}])
