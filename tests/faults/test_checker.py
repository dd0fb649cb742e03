"""The checker finds what it is there to find: each fault planted in the product's own code."""

from __future__ import annotations

import asyncio
import contextlib

import pytest

from polylogue.client import Refused
from tests.support import checker
from tests.support.load import all_talk

CAUGHT_BY = {
    "drop": "C5",
    "duplicate": "C2",
    "swap": "C5",
    "early-ok": "C1",
    "hole": "C4",
    "divergent": "C5",
    "missing-row": "C8",
    "wrong-room": "C1",
    "late-revocation": "C9",
    "leak": "C10",
    "beyond-head": "C5",
    "stale-view": "C7",
}
AT_ONCE = 3


async def back(client, stream, seq):
    """The message has come back to its author, unless the planted fault prevents it."""
    with contextlib.suppress(TimeoutError):
        await asyncio.wait_for(client.reached(stream, seq), 3)


def refused_if(is_lost):
    """A message that was acknowledged and is not there cannot be corrected either."""
    return contextlib.suppress(Refused) if is_lost else contextlib.nullcontext()


async def a_morning(build, planted=""):
    """Everything the rules are about: two rooms, corrections, deletions, somebody removed."""
    house = build(PLANTED=f"{planted},short-grace".strip(","))
    house.patience = 3.0 if planted else 12.0
    await house.open("tests.support.planted", "polylogue")
    before = checker.holdings(house)
    clients = await house.enter(["ben", "cleo", "dov", "p1", "p2", "p3"])
    ben, cleo = clients[:2]
    plenary, side = house.facts["plenary"], house.facts["side"]
    await all_talk(clients, [plenary, side], 120)
    first = await cleo.do("chat.post_message", stream=plenary, text="a message to correct")
    await back(cleo, plenary, first.seq)
    with refused_if(planted == "early-ok"):
        better = {"message": first.seq, "text": "a better message"}
        await cleo.do("chat.edit_message", stream=plenary, **better)
    second = await ben.do("chat.post_message", stream=plenary, text="a message to take back")
    await back(ben, plenary, second.seq)
    with refused_if(planted == "early-ok"):
        await ben.do("chat.delete_message", stream=plenary, message=second.seq)
    await cleo.do("rooms.raise_hand", stream=plenary)
    await house.remove("dov")
    await all_talk([ben, cleo], [plenary, side], 20)
    verdict = await checker.check(house, clients, planted or "none")
    if planted in {"", "leak"}:
        await checker.nothing_left(house, before, verdict, within=4 if planted else 20)
    await house.close()
    return verdict


async def test_a_quiet_morning_passes(build):
    verdict = await a_morning(build)
    assert verdict.problems == [], verdict.explain()
    assert verdict.acknowledged >= 145


@pytest.mark.long
@pytest.mark.only("sqlite")
async def test_twelve_of_twelve_planted_faults_are_caught(build):
    turns = asyncio.Semaphore(AT_ONCE)

    async def caught(planted):
        async with turns:
            verdict = await asyncio.wait_for(a_morning(build, planted), 120)
        return "" if CAUGHT_BY[planted] in verdict.rules else verdict.explain()

    missed = [told for told in await asyncio.gather(*map(caught, CAUGHT_BY)) if told]
    assert missed == [], "\n\n".join(missed)
