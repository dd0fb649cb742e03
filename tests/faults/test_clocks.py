"""Servers whose clock is wrong, and jumps."""

from __future__ import annotations

import asyncio
import re

import httpx

from tests.faults.conftest import LONG
from tests.support import checker
from tests.support.load import Load

HOUR = 3600
JUMPS = [-2 * HOUR, 26 * HOUR, -2 * HOUR, 0] * (4 if LONG else 1)
# daphne looks at the ages of its sockets every two seconds.
NOTICED_SECONDS = 2.2


async def speaker(house, name):
    """Who has the floor on a page of the plenary that is opened now."""
    rows = house.query(f"SELECT id FROM rooms_room WHERE stream_id = {house.facts['plenary']}")
    page = f"{house.servers[0].site}/d/{house.facts['slug']}/rooms/{rows[0][0]}/"
    async with httpx.AsyncClient(cookies={"sessionid": house.facts["sessions"][name]}) as http:
        text = (await http.get(page, timeout=20)).raise_for_status().text
    found = re.search(r'data-person="(\d+)"[^>]*data-state="speaking" data-held="', text)
    return found and int(found[1])


async def test_a_clock_that_jumps_changes_neither_order_nor_who_is_there(build, tmp_path):
    """One server is two hours behind, then a day ahead; the other, if there is one, is right."""
    right, wrong = tmp_path / "right", tmp_path / "wrong"
    house = build(PLANTED="wrong-clock", CLOCK=str(right))
    house.servers[0].env["CLOCK"] = str(wrong)
    right.write_text("0")
    wrong.write_text("0")
    await house.open("tests.support.planted", "polylogue")
    clients = await house.enter(["ben", *house.crowd[:19]])
    plenary = house.facts["plenary"]
    load = Load(clients, [plenary, house.facts["side"]], 400 * len(JUMPS) // 4, pause=0.3)
    on_the_floor = []
    for jump, client in zip(JUMPS, clients[1:], strict=False):
        await client.do("rooms.raise_hand", stream=plenary)
        wrong.write_text(str(jump))
        person = house.facts["people"][client.name]
        await clients[0].do("rooms.call_speaker", stream=plenary, person=person)
        on_the_floor.append(await speaker(house, "ben") == person)
        await asyncio.sleep(NOTICED_SECONDS if jump > 0 else 0.5)
    await load.over()
    verdict = await checker.check(house, clients, f"clock wrong by hours, {len(JUMPS)} jumps")
    assert verdict.problems == [], verdict.explain()
    assert verdict.acknowledged == load.messages + 2 * len(JUMPS)
    assert all(on_the_floor), "the floor belongs to whoever was called last"
    assert [moment for client in clients for moment in client.diary.of("lost", "bye")] == []
    gone = {p for c in clients for m in c.diary.of("presence") for p in m.frame["gone"]}
    assert not gone & {house.facts["people"][client.name] for client in clients}
