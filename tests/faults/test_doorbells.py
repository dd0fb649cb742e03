"""Doorbells that are lost, double, late, or not delivered any more."""

from __future__ import annotations

import asyncio

import pytest

from tests.faults.conftest import LONG
from tests.support import checker
from tests.support.load import Load

MESSAGES = 10_000 if LONG else 1_000


async def talk(house, faults, messages, **how):
    clients = await house.enter(house.crowd[:20])
    load = Load(clients, [house.facts["plenary"], house.facts["side"]], messages, **how)
    await load.over()
    verdict = await checker.check(house, clients, faults)
    assert verdict.problems == [], verdict.explain()
    assert verdict.acknowledged == load.messages


async def test_bad_doorbells_lose_and_double_nothing(build):
    house = build(PLANTED="bad-bells")
    await house.open("tests.support.planted", "polylogue")
    await talk(house, "of ten doorbells one lost, one late, one doubled", MESSAGES)


@pytest.mark.only("postgres")
async def test_a_layer_that_forgets_its_members_loses_nothing(build):
    """Memberships end 3 seconds after the start; everything is said after that."""
    house = build(PLANTED="short-memberships")
    await house.open("tests.support.planted", "polylogue")
    await asyncio.sleep(3)
    await talk(house, "memberships of the layer expire after 3 s", MESSAGES // 2)
