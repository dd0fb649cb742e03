"""Webhooks while servers are killed and the receiver fails: all is told, in order, under stable names."""

from __future__ import annotations

import asyncio
import random
import time

import pytest

from tests.faults.conftest import LONG
from tests.support.receiver import Receiver

MESSAGES = 600 if LONG else 60
KILLS = 12 if LONG else 3
PATIENCE_SECONDS = 900.0 if LONG else 120.0


@pytest.fixture
def receiver():
    receiver = Receiver()
    yield receiver
    receiver.close()


async def test_nothing_is_lost_and_nothing_comes_under_two_names(build, receiver):
    house = build(POLYLOGUE_WEBHOOKS_TO_LOOPBACK="true")
    await house.open()
    await asyncio.to_thread(house.hand.do, f"tell_of chat.message_posted {receiver.url}")
    (client,) = await house.enter(["cleo"])
    chance = random.Random(7)
    acknowledged = []
    for number in range(MESSAGES):
        if chance.random() < 0.1:
            # Never many in a row, however late it begins: the pause after each doubles.
            receiver.answers += [chance.choice([500, 503, 429]), *[204] * 5]
        if number % (MESSAGES // KILLS) == MESSAGES // KILLS // 2:
            house.servers[0].kill()
            await asyncio.to_thread(house.servers[0].start)
        text = f"Number {number}."
        answer = await client.do("chat.post_message", stream=house.facts["plenary"], text=text)
        acknowledged.append(answer.seq)
    await asyncio.to_thread(_until_told, receiver, acknowledged)
    _check(receiver, acknowledged)


def _until_told(receiver, acknowledged):
    end = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < end and not set(acknowledged) <= _seqs(receiver):
        time.sleep(0.2)


def _check(receiver, acknowledged):
    told = [one for one in receiver.came if one.told["type"] == "chat.message_posted"]
    assert _seqs(receiver) == set(acknowledged)
    names = {(one.told["data"]["stream"], one.told["data"]["seq"]): one.name for one in told}
    assert {one.name for one in told} == set(names.values())
    firsts = list(dict.fromkeys(one.told["data"]["seq"] for one in told))
    assert firsts == sorted(firsts)
    again = len(told) - len(firsts)
    print(f"{len(firsts)} entries were told, {again} of them once more, under {KILLS} kills")


def _seqs(receiver):
    told = [one.told for one in receiver.came]
    return {one["data"]["seq"] for one in told if one["type"] == "chat.message_posted"}
