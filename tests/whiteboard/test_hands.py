"""Hands at a board, over real sockets: who is told where others point, and what is never told."""

from __future__ import annotations

import json
import time

import pytest
from asgiref.sync import sync_to_async

from rooms import hands
from rooms.hands import BUSY_SECONDS, TICK_SECONDS, Tables
from rooms.handtable import BUSY
from rooms.live import Hub, hub
from rooms.protocol import OUT_BYTES
from tests.rooms.conftest import validators
from tests.rooms.scenes import settled
from tests.rooms.test_presence import tab
from tests.support import cast
from tests.whiteboard import scenes
from tests.whiteboard.test_live import joined

here = sync_to_async


@pytest.fixture
def at(join, plenary, ben):
    """Opens a board and brings people to it; each shows a hand."""

    async def at(*people):
        board = await here(scenes.opened)(plenary, ben)
        sockets = await joined(join, board, *people)
        for socket in sockets:
            await socket.follow(board.stream_id)
            await point(socket, board)
            await socket.next("hands")
        for socket in sockets:
            await socket.quiet(0.3)
            socket.heard.clear()
        return board, *sockets

    return at


async def point(socket, board, **doing):
    await socket.say(t="hand", stream=board.stream_id, **doing)


def told(frames, person):
    """What these frames say that somebody's hand does at last."""
    doing = None
    for frame in frames:
        if frame["t"] == "hands":
            validators()["hands"].validate(frame)
            if frame.get("full") or person.pk in frame.get("gone", ()):
                doing = None
            if (said := frame.get("hands", {}).get(str(person.pk))) is not None:
                doing = (doing or {}) | said
    return doing


async def sees(socket, person, doing):
    """Waits until that is what the person's hand does, as far as the socket was told since the last look."""
    frames = []
    while told(frames, person) != doing:
        frames.append(await socket.next("hands"))
    return frames


async def test_the_others_see_where_somebody_points_and_who_it_is(at, cleo, dov):
    board, hers, his = await at(cleo, dov)
    await point(hers, board, at=[120, -40])
    frame = await his.next("hands")
    assert frame["hands"] == {str(cleo.pk): {"at": [120, -40]}}
    await point(hers, board, view=[0, 0, 1440, 900])
    assert (await his.next("hands"))["hands"] == {str(cleo.pk): {"view": [0, 0, 1440, 900]}}


async def test_whoever_comes_is_told_of_all_hands_with_their_names(at, join, ben, cleo):
    board, hers = await at(cleo)
    await point(hers, board, at=[5, 6])
    await settled(hers)
    (his,) = await joined(join, board, ben)
    await his.follow(board.stream_id)
    await point(his, board)
    frame = await his.next("hands")
    assert frame["full"] and frame["hands"][str(cleo.pk)] == {"at": [5, 6]}
    assert frame["people"][str(cleo.pk)]["name"] == "Cleo Marin"
    came = await hers.next("hands")
    assert came["hands"][str(ben.pk)] == {} and list(came["people"]) == [str(ben.pk)]


async def test_a_drag_is_told_as_it_goes_and_names_its_pieces_once(at, cleo, dov):
    board, hers, his = await at(cleo, dov)
    note = await here(scenes.note)(board, cleo)
    await point(hers, board, chosen=[note], held=[10, 10], at=[10, 10])
    assert (await his.next("hands"))["hands"][str(cleo.pk)]["chosen"] == [note]
    for x in range(11, 14):
        await point(hers, board, at=[x, 10])
    assert note not in json.dumps(await sees(his, cleo, {"at": [13, 10]}))


async def test_nothing_is_told_of_pieces_that_others_may_not_see(at, ben, cleo, dov):
    board, hers, his = await at(cleo, dov)
    await here(scenes.do)(board, ben, "set_rules", is_private=True)
    private = await here(scenes.note)(board, cleo, "Shh")
    await point(hers, board, chosen=[private], writing=[private, "text"], at=[1, 1])
    await sees(his, cleo, {"at": [1, 1]})
    assert private not in json.dumps(his.heard)
    await here(scenes.do)(board, ben, "set_rules", is_private=False)
    await point(hers, board, chosen=[private], writing=[private, "text"])
    await sees(his, cleo, {"chosen": [private], "writing": [private, "text"]})


async def test_pieces_of_another_board_or_of_none_are_not_told(at, dialogue, ben, cleo, dov):
    board, hers, his = await at(cleo, dov)
    other = await here(scenes.opened)(board.room, ben, for_dialogue=True, title="Second")
    elsewhere = await here(scenes.note)(other, cleo)
    own = await here(scenes.note)(board, cleo)
    await point(hers, board, chosen=[elsewhere, "no-such-piece", own])
    await sees(his, cleo, {"chosen": [own]})


async def test_who_is_away_is_neither_seen_nor_told(at, cleo, dov):
    board, hers, his = await at(cleo, dov)
    await hers.say(t="away", stream=board.stream_id)
    assert (await his.next("hands"))["gone"] == [cleo.pk]
    await point(his, board, at=[9, 9])
    assert [f for f in await hers.quiet(0.4) if f["t"] == "hands"] == []


async def test_who_leaves_is_told_as_gone(at, cleo, dov):
    _, hers, his = await at(cleo, dov)
    await hers.leave()
    assert (await his.next("hands"))["gone"] == [cleo.pk]


async def test_the_crew_can_have_no_hands_shown(at, ben, cleo, dov):
    board, hers, his = await at(cleo, dov)
    await here(scenes.do)(board, ben, "set_rules", hides_hands=True)
    assert await his.next("hands") == {"t": "hands", "stream": board.stream_id, "full": True}
    await hers.next("hands")
    await point(hers, board, at=[1, 1])
    await point(his, board, at=[2, 2])
    assert [f for f in await his.quiet(0.4) if f["t"] == "hands"] == []
    await here(scenes.do)(board, ben, "set_rules", hides_hands=False)
    await point(hers, board, at=[3, 3])
    await point(his, board)
    await sees(his, cleo, {"at": [3, 3]})


async def test_only_the_crew_can_have_others_see_what_they_see(at, ben, cleo, dov):
    board, bens, hers, his = await at(ben, cleo, dov)
    await point(hers, board, leads=True, at=[1, 1])
    await sees(his, cleo, {"at": [1, 1]})
    await point(bens, board, leads=True, view=[0, 0, 10, 10])
    await sees(his, ben, {"leads": True, "view": [0, 0, 10, 10]})


async def test_who_cannot_follow_the_board_is_told_nothing(join, dialogue, plenary, ada, ben, cleo):
    board = await here(scenes.opened)(plenary, ben)
    bens, hers = await joined(join, board, ben, cleo)
    for socket in (bens, hers):
        await socket.follow(board.stream_id)
        await point(socket, board)
        await socket.next("hands")
    await here(cast.remove)(dialogue, cleo, ada)
    assert await hers.closed() == 4005
    hers.heard.clear()
    await point(bens, board, at=[7, 7])
    while cleo.pk not in (await bens.next("hands")).get("gone", ()):
        pass
    assert hers.heard == []


async def test_a_stream_that_is_no_board_shows_no_hands(join, plenary, cleo, dov):
    hers, his = [await join(plenary, as_=person) for person in (cleo, dov)]
    for socket in (hers, his):
        await socket.say(t="hand", stream=plenary.stream_id, at=[1, 1])
    assert [f for f in await his.quiet(0.4) if f["t"] == "hands"] == []
    assert hub.hands.tables == {}


async def test_a_hand_that_is_faster_than_any_hand_costs_nobody_a_frame_more(at, cleo, dov):
    board, hers, his = await at(cleo, dov)
    for x in range(120):
        await point(hers, board, at=[x, 0])
    await settled(hers)
    frames = [f for f in await his.quiet(0.5) if f["t"] == "hands"]
    assert 1 <= len(frames) <= 3
    assert [f["code"] for f in hers.heard if f["t"] == "error"].count("slow-down") > 50


async def test_a_flood_of_hands_ends_the_line(at, cleo, dov):
    board, hers, his = await at(cleo, dov)
    for x in range(300):
        await point(hers, board, at=[x, 0])
    assert await hers.closed() == 4103
    assert (await his.next("hands"))["t"] == "hands"


@pytest.mark.parametrize(
    "doing",
    [
        {"at": [1]},
        {"at": [1, "2"]},
        {"at": [10**7, 0]},
        {"chosen": ["<b>"]},
        {"chosen": ["x"] * 21},
        {"writing": ["a", "b", "c"]},
        {"view": [0, 0, 0, 0]},
        {"says": "hello"},
    ],
)
async def test_a_hand_that_makes_no_sense_is_refused(at, cleo, doing):
    board, hers = await at(cleo)
    await point(hers, board, **doing)
    assert (await hers.next("error"))["code"] == "malformed"


# ---- many, and several processes ----------------------------------------------------------------


@pytest.fixture
def everything_is_seen(monkeypatch):
    """The pieces named are those of a board."""
    monkeypatch.setattr(hands, "SIGHTS", [lambda stream, names: names])


def crowd(hub, dialogue, people, stream):
    tabs = [tab(person, dialogue) for person in people]
    for line in tabs:
        hub.open(line)
        line.follows[stream] = 0
    return tabs


async def tick(tables: Tables, table) -> None:
    table.flushed_at = 0.0
    await tables.tick(table)


def say(tables, line, stream, **doing):
    from rooms.handframes import Hand

    tables.say(line, Hand(stream=stream, **doing))


@pytest.fixture
async def many(transactional_db, dialogue):
    from polylogue.people.models import User

    people = [User(display_name=f"Person {n}", email=f"h{n}@example.org") for n in range(BUSY + 10)]
    return await User.objects.abulk_create(people)


async def test_however_many_point_there_is_one_frame_in_a_tick(dialogue, many, everything_is_seen):
    here = Hub()
    lines = crowd(here, dialogue, many[:30], 7)
    for n, line in enumerate(lines):
        say(here.hands, line, 7, at=(n, n))
    table = here.hands.tables[7]
    await tick(here.hands, table)
    assert [len(line.frames) for line in lines] == [1] * 30
    for _ in range(3):
        for n, line in enumerate(lines):
            say(here.hands, line, 7, at=(n, 100 + _))
    await tick(here.hands, table)
    assert [len(line.frames) for line in lines] == [2] * 30
    assert len(lines[0].frames[1]["hands"]) == 30


async def test_above_fifty_moving_hands_each_is_told_less_often(dialogue, many, everything_is_seen):
    here = Hub()
    lines = crowd(here, dialogue, many, 7)
    for n, line in enumerate(lines):
        say(here.hands, line, 7, at=(n, n))
    table = here.hands.tables[7]
    await tick(here.hands, table)
    say(here.hands, lines[0], 7, at=(9, 9))
    table.flushed_at = time.monotonic() - 2 * TICK_SECONDS
    await here.hands.tick(table)
    assert len(lines[1].frames) == 1
    table.flushed_at = time.monotonic() - BUSY_SECONDS
    await here.hands.tick(table)
    assert lines[1].frames[1]["pace_ms"] == BUSY_SECONDS * 1000


async def test_hands_full_of_pieces_come_in_frames_that_fit(dialogue, many, everything_is_seen):
    here = Hub()
    lines = crowd(here, dialogue, many, 7)
    for line in lines:
        full = [f"{'x' * 20}{n:04}" for n in range(20)]
        say(here.hands, line, 7, at=(1, 1), chosen=full, writing=(full[0], "y" * 24))
    await tick(here.hands, here.hands.tables[7])
    frames = lines[0].frames
    assert len(frames) > 1 and [f.get("full", False) for f in frames][:2] == [True, False]
    assert all(len(json.dumps(frame)) < OUT_BYTES for frame in frames)
    assert len({person for frame in frames for person in frame["hands"]}) == len(many)


async def test_a_slow_line_is_left_out_and_told_all_hands_later(dialogue, many, everything_is_seen):
    here = Hub()
    slow, other = crowd(here, dialogue, many[:2], 7)
    for line in (slow, other):
        say(here.hands, line, 7, at=(0, 0))
    table = here.hands.tables[7]
    await tick(here.hands, table)
    slow.deliver(dialogue.stream_id, 5, "{}", 40_000)
    before = len(slow.frames)
    say(here.hands, other, 7, at=(1, 1))
    await tick(here.hands, table)
    assert len(slow.frames) == before
    slow.confirm({str(dialogue.stream_id): 5})
    await tick(here.hands, table)
    assert slow.frames[-1]["full"] and slow.frames[-1]["hands"][str(many[1].pk)]["at"] == [1, 1]


def carried(a: Hub, b: Hub) -> int:
    """Carries the notes of two processes across, as the layer does; how many the first wrote."""
    count = len(a.ringing.notes)
    for one, other in ((a, b), (b, a)):
        notes, one.ringing.notes = list(one.ringing.notes), type(one.ringing.notes)()
        for note in json.loads(json.dumps(notes)):
            other.hands.hear(note)
    return count


async def test_hands_of_another_process_come_by_one_note_in_a_tick(
    dialogue, many, everything_is_seen
):
    one, two = Hub(), Hub()
    here_, there = crowd(one, dialogue, many[:20], 7), crowd(two, dialogue, many[20:40], 7)
    for line in here_:
        say(one.hands, line, 7, at=(1, 1))
    await tick(one.hands, one.hands.tables[7])
    carried(one, two)
    say(two.hands, there[0], 7, at=(2, 2))
    carried(one, two)
    await tick(one.hands, one.hands.tables[7])
    assert carried(one, two) == 1
    await tick(two.hands, two.hands.tables[7])
    assert len(there[0].frames[-1]["hands"]) == 21
    for line in here_:
        say(one.hands, line, 7, at=(3, 3))
    await tick(one.hands, one.hands.tables[7])
    assert carried(one, two) == 1
    await tick(two.hands, two.hands.tables[7])
    assert there[0].frames[-1]["hands"][str(many[5].pk)] == {"at": [3, 3]}


async def test_who_leaves_another_process_and_a_process_that_dies_leave_no_hand(
    dialogue, many, everything_is_seen
):
    one, two = Hub(), Hub()
    (a, b), (c,) = crowd(one, dialogue, many[:2], 7), crowd(two, dialogue, many[2:3], 7)
    say(two.hands, c, 7)
    await tick(two.hands, two.hands.tables[7])
    for line in (a, b):
        say(one.hands, line, 7, at=(1, 1))
    carried(one, two)
    await tick(one.hands, one.hands.tables[7])
    carried(one, two)
    one.hands.away(a, 7)
    await tick(one.hands, one.hands.tables[7])
    carried(one, two)
    table = two.hands.tables[7]
    await tick(two.hands, table)
    assert set(table.shown) == {many[1].pk, many[2].pk}
    table.shown[many[1].pk].heard_at -= 60
    await tick(two.hands, table)
    assert c.frames[-1]["gone"] == [many[1].pk] and set(table.shown) == {many[2].pk}


async def test_whoever_only_looks_on_is_told_of_every_hand_and_shows_none(at, join, ben, cleo):
    board, of_ben, of_cleo = await at(ben, cleo)
    (screen,) = await joined(join, board, ben)
    await screen.follow(board.stream_id)
    await point(screen, board, looks=True)
    await screen.next("hands")
    await point(of_ben, board, view=[0, 0, 900, 600], leads=True)
    for doing in ({"view": [0, 0, 900, 600], "leads": True}, {"view": [9, 9, 900, 600]}):
        await point(of_ben, board, **doing)
        for socket in (screen, of_cleo):
            await sees(socket, ben, doing)
