"""The sockets of people who are moved: told once, re-scoped by the server, nobody reconnects."""

from __future__ import annotations

import pytest
from asgiref.sync import sync_to_async

from breakout.models import Round
from rooms import greeting
from rooms.live import hub
from rooms.models import Room
from tests.breakout import scenes
from tests.rooms.scenes import texts
from tests.support import cast


@pytest.fixture
async def round(transactional_db, dialogue, ben, cleo, dov):
    @sync_to_async
    def make() -> Round:
        made = scenes.drafted(dialogue, ben, minutes=30)
        scenes.move(made, ben, cleo, to=0)
        scenes.move(made, ben, dov, to=1)
        made.refresh_from_db()
        return made

    return await make()


async def room(title):
    return await Room.objects.select_related("dialogue").aget(title=title)


async def test_whoever_is_moved_follows_the_new_room_on_the_same_socket(
    round, plenary, ben, cleo, dov, join
):
    one = await join(plenary, as_=cleo)
    await sync_to_async(scenes.open_now)(round, ben)
    moved = await one.next("moved")
    first = await room("Group 1")
    assert (moved["room"], moved["stream"], moved["title"]) == (
        first.pk,
        first.stream_id,
        "Group 1",
    )
    assert (moved["after"], moved["head"]) == (0, 1)
    entries = await one.next("entries")
    assert [item["kind"] for item in entries["items"]] == ["rooms.people_came"]
    await sync_to_async(cast.post)(first, cleo, "Here we are")
    (heard,) = (await one.next("entries"))["items"]
    assert heard["data"]["text"] == "Here we are"
    answer = await one.do("chat.post_message", stream=first.stream_id, text="And so am I")
    assert answer["t"] == "ok"


async def test_every_tab_is_taken_along_and_nobody_else_is_told(
    round, plenary, ben, cleo, dov, eve, join
):
    tabs = [await join(plenary, as_=cleo), await join(plenary, as_=cleo)]
    lead = await join(plenary, as_=ben)
    await sync_to_async(scenes.open_now)(round, ben)
    for tab in tabs:
        assert (await tab.next("moved"))["title"] == "Group 1"
        assert [f["t"] for f in await tab.quiet() if f["t"] == "moved"] == []
    assert [f for f in await lead.quiet() if f["t"] == "moved"] == []


async def test_what_is_said_in_the_group_they_left_is_not_for_them(
    round, plenary, ben, cleo, dov, join
):
    one = await join(plenary, as_=cleo)
    await sync_to_async(scenes.open_now)(round, ben)
    await one.next("moved")
    await sync_to_async(scenes.move)(round, ben, cleo, to=1)
    assert (await one.next("moved"))["title"] == "Group 2"
    await sync_to_async(cast.post)(await room("Group 1"), ben, "Not for cleo")
    await sync_to_async(cast.post)(await room("Group 2"), dov, "Welcome")
    said = [
        item["data"].get("text")
        for frame in await one.quiet(0.6)
        if frame["t"] == "entries"
        for item in frame["items"]
    ]
    assert "Welcome" in said and "Not for cleo" not in said


async def test_a_page_that_follows_late_where_its_person_was_counts_where_they_are(
    round, plenary, ben, cleo, join
):
    """Said before it heard of the move: on its way while the server took the socket along."""
    one = await join(plenary, as_=cleo)
    await sync_to_async(scenes.open_now)(round, ben)
    await one.next("moved")
    await one.follow(plenary.stream_id, in_view=True)
    await one.quiet()
    (line,) = [line for line in hub.lines if line.person == cleo.pk]
    assert line.room == (await room("Group 1")).pk


async def test_whoever_was_in_no_room_when_people_were_moved_is_taken_when_they_come_into_one(
    round, plenary, ben, cleo, join
):
    one = await join(plenary, as_=cleo, hello=False)
    await one.hello()
    await sync_to_async(scenes.open_now)(round, ben)
    assert [f for f in await one.quiet() if f["t"] == "moved"] == []
    await one.follow(plenary.stream_id, in_view=True)
    assert (await one.next("moved"))["title"] == "Group 1"


@pytest.mark.parametrize("others", [0, 1], ids=["alone", "with another"])
async def test_whoever_is_moved_while_they_are_greeted_is_told_where_and_can_go_there(
    others, round, plenary, ben, cleo, dov, join, monkeypatch
):
    """Right after what they can follow and where they belong was read."""
    for _ in range(others):
        await join(plenary, as_=dov)
    participant = greeting.participant

    def moved_meanwhile(*who):
        monkeypatch.setattr(greeting, "participant", participant)
        scenes.open_now(round, ben)
        return participant(*who)

    one = await join(plenary, as_=cleo, hello=False)
    monkeypatch.setattr(greeting, "participant", moved_meanwhile)
    await one.hello(room=plenary.stream_id)
    first = await room("Group 1")
    streams = {state["stream"] for state in one.welcome["streams"]}
    assert one.welcome["place"] is None and first.stream_id not in streams
    assert (await one.next("moved"))["room"] == first.pk
    await sync_to_async(cast.post)(first, cleo, "Here")
    await one.quiet()
    assert texts(one.heard) == ["Here"]


async def test_coming_back_brings_the_plenary_with_what_was_said_meanwhile(
    round, plenary, ben, cleo, join
):
    one = await join(plenary, as_=cleo)
    await sync_to_async(scenes.open_now)(round, ben)
    await one.next("moved")
    await sync_to_async(cast.post)(plenary, ben, "Five minutes more")
    await sync_to_async(scenes.back)(round, ben)
    moved = await one.next("moved")
    assert (moved["stream"], moved["kind"]) == (plenary.stream_id, "plenary")
    items = (await one.next("entries"))["items"]
    assert [i["data"].get("text") for i in items] == ["Five minutes more"]


async def test_a_line_that_was_cut_learns_where_it_belongs_when_it_comes_back(
    round, plenary, ben, cleo, join
):
    await sync_to_async(scenes.open_now)(round, ben)
    one = await join(plenary, as_=cleo)
    assert one.welcome["place"] == (await room("Group 1")).pk and one.welcome["place_seq"] > 0


async def test_moves_are_not_told_to_participants_but_to_the_crew(
    round, plenary, dialogue, ben, cleo, dov, join
):
    one, lead = await join(plenary, as_=dov), await join(plenary, as_=ben)
    for socket in (one, lead):
        await socket.follow(dialogue.stream_id)
    await sync_to_async(scenes.open_now)(round, ben)

    def kinds(frames):
        return {i["kind"] for f in frames if f["t"] == "entries" for i in f["items"]}

    assert "rooms.people_moved" not in kinds(await one.quiet(0.6))
    assert "rooms.people_moved" in kinds(await lead.quiet(0.6))


async def test_presence_in_a_group_names_the_people_of_the_group(
    round, plenary, ben, cleo, dov, join
):
    one, other = await join(plenary, as_=cleo), await join(plenary, as_=dov)
    await sync_to_async(scenes.open_now)(round, ben)
    await one.next("moved")
    await other.next("moved")
    here = await one.next("presence", within=5)
    while not here["full"] or here["here"] != [[cleo.pk, (await room("Group 1")).pk]]:
        here = await one.next("presence", within=5)
    assert (here["count"], here["total"]) == (1, 2)


async def test_a_harvest_that_was_under_way_arrives_from_the_next_room_and_a_message_does_not(
    round, ben, cleo, dov, join
):
    await sync_to_async(scenes.open_now)(round, ben)
    left = await room("Group 1")
    tab = await join(left, as_=cleo)
    await sync_to_async(scenes.move)(round, ben, cleo, to=1)
    await tab.next("moved")
    parts = [{"key": cast.new_key(), "op": ["Owners first"]}]
    harvest = {"text": "harvest.insight", "base": 0, "parts": parts}
    written = await tab.do("texts.edit", stream=left.stream_id, **harvest)
    said = await tab.do("chat.post_message", stream=left.stream_id, text="Too late")
    other = await join(await room("Group 2"), as_=dov)
    foreign = await other.do("texts.edit", stream=left.stream_id, **harvest)
    assert [frame["t"] for frame in (written, said, foreign)] == ["ok", "error", "error"]
    assert (said["code"], foreign["code"]) == ("not-found", "not-found")


async def test_a_tab_that_shows_the_room_already_is_sent_nothing_that_it_has(
    round, plenary, ben, cleo, join
):
    await sync_to_async(scenes.open_now)(round, ben)
    for number in range(5):
        await sync_to_async(cast.post)(plenary, ben, f"said {number}")
    tab = await join(plenary, as_=cleo)
    await tab.quiet()
    shown = tab.welcome
    head = next(one["head"] for one in shown["streams"] if one["stream"] == plenary.stream_id)
    await sync_to_async(scenes.back)(round, ben)
    moved = await tab.next("moved")
    assert (moved["room"], moved["after"]) == (plenary.pk, head)
    await sync_to_async(cast.post)(plenary, ben, "after")
    here = [
        item["data"].get("text")
        for frame in await tab.quiet(0.5)
        if frame["t"] == "entries" and frame["stream"] == plenary.stream_id
        for item in frame["items"]
    ]
    assert here == ["after"]
