"""Boards while servers are killed, Valkey and PostgreSQL restart, and people are away for ten minutes."""

from __future__ import annotations

import asyncio

import pytest

from tests.faults.conftest import LONG
from tests.faults.test_killed import kill_while
from tests.support import checker_boards
from tests.support.load_boards import BoardLoad, enter, opened
from tests.support.machines import FAST, IMMEDIATE
from tests.support.wire import Wire

KILLS = 20 if LONG else 2
OPERATIONS = 10_000 if LONG else 700
PEOPLE = 40 if LONG else 20
AWAY_SECONDS = 600
UNTIL_GIVEN_UP = 3.0


async def judge(house, clients, board, load, faults):
    verdict = await checker_boards.check(house, clients, board, faults)
    assert verdict.problems == [], verdict.explain()
    assert verdict.acknowledged == load.kept
    assert load.kept + load.refused == load.operations


async def test_nothing_of_a_board_is_lost_when_servers_are_killed(house, valkey):
    """kill -9 under people who write, move, place and delete; with Valkey killed, paused and emptied too."""
    board = await opened(house)
    clients = await enter(house, house.crowd[:PEOPLE], board)
    load = BoardLoad(clients, board, OPERATIONS, pause=0.02)
    faults = await kill_while(house, valkey, load, KILLS)
    await judge(house, clients, board, load, f"a board, {faults}")


@pytest.mark.only("postgres")
@pytest.mark.parametrize("how", [FAST, IMMEDIATE], ids=["fast", "immediate"])
async def test_a_restarted_database_takes_nothing_of_a_board_back(house, postgres, how):
    board = await opened(house)
    clients = await enter(house, house.crowd[:PEOPLE], board)
    load = BoardLoad(clients, board, OPERATIONS, pause=0.02)
    restarts = 8 if LONG else 1
    for number in range(restarts):
        await load.until((number + 0.5) / (restarts + 1))
        await asyncio.to_thread(postgres.restart, how)
    await load.over()
    faults = f"a board, PostgreSQL restarted ({how.name}) {restarts} times"
    await judge(house, clients, board, load, faults)


@pytest.mark.only("postgres")
async def test_a_restarted_layer_takes_nothing_of_a_board_back(house, valkey):
    """Killed and started again at once, as an operator does."""
    board = await opened(house)
    clients = await enter(house, house.crowd[:PEOPLE], board)
    load = BoardLoad(clients, board, OPERATIONS, pause=0.02)
    restarts = 12 if LONG else 2
    for number in range(restarts):
        await load.until((number + 0.5) / (restarts + 1))
        valkey.kill()
        await asyncio.to_thread(valkey.start)
    await load.over()
    await judge(house, clients, board, load, f"a board, Valkey restarted {restarts} times")


async def test_who_was_away_for_ten_minutes_comes_back_to_the_same_board(build, tmp_path):
    """The line of half of them is dead while the clock of the servers goes on by ten minutes; what they do
    meanwhile waits, for a board that the others go on with."""
    clock = tmp_path / "clock"
    clock.write_text("0")
    house = build(PLANTED="wrong-clock,short-silence", CLOCK=str(clock))
    await house.open("tests.support.planted", "polylogue")
    board = await opened(house)
    async with Wire(house.servers[0].port) as wire:
        there = await enter(house, house.crowd[: PEOPLE // 2], board)
        away = await enter(house, house.crowd[PEOPLE // 2 : PEOPLE], board, site=wire.site)
        load = BoardLoad([*there, *away], board, OPERATIONS, pause=0.05)
        await load.until(0.2)
        wire.is_dead = True
        for minute in range(1, 11):
            clock.write_text(str(AWAY_SECONDS * minute // 10))
            await asyncio.sleep(UNTIL_GIVEN_UP if LONG else 0.5)
        waiting = sum(bool(client.outbox.waiting) for client in away)
        missed = house.heads()[board] - min(client.streams[board].seq for client in away)
        wire.is_dead = False
        wire.cut()
        await load.over()
        faults = f"a board, {len(away)} people away for ten minutes, {missed} entries missed"
        await judge(house, [*there, *away], board, load, faults)
    assert waiting == len(away) and missed > 0, "nobody was away: the test tested nothing"


OTHERWISE = "UPDATE {} SET {} = REPLACE({}, 'wonder. ', 'wander. ') WHERE {} LIKE '%wonder. %'"
IN_LOG = OTHERWISE.format("log_entry", *["data"] * 3)
IN_ROWS = OTHERWISE.format("whiteboard_piece", *["fields"] * 3)


@pytest.mark.parametrize(
    ("planted", "rules"),
    [
        ("UPDATE log_entry SET seq = seq + 1000 WHERE data LIKE '%wonder. %'", {"B1", "B2"}),
        ("UPDATE whiteboard_piece SET lane = 'lane-2' WHERE name = 'planted'", {"B3", "B4"}),
        (IN_LOG, {"B3"}),
        (f"{IN_LOG}; {IN_ROWS}", {"B4", "B5"}),
    ],
    ids=["moved in the log", "another row", "another log", "both alike"],
)
@pytest.mark.only("sqlite")
async def test_the_judge_of_boards_notices(house, planted, rules):
    """What it is there to find, put into the database behind everybody's back."""
    board = await opened(house)
    clients = await enter(house, house.crowd[:2], board)
    made = {"piece": "planted", "type": "note", "fields": {"text": "T. "}, "lane": "lane-1"}
    await clients[0].do("board.create_piece", stream=board, op=made)
    spots = {"spots": [["planted", 1, 1]]}
    moved = await clients[0].do("board.move_pieces", stream=board, op=spots)
    wrote = {"piece": "planted", "field": "text", "base": moved.seq, "op": ["wonder. "]}
    await clients[0].do("board.edit_text", stream=board, op=wrote)
    house.patience = 2.0
    assert (await checker_boards.check(house, clients, board, "none")).problems == []
    house.write(planted)
    assert (await checker_boards.check(house, clients, board, planted)).rules >= rules
