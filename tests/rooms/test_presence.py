"""Who is here is told calmly: not a frame for every coming and going."""

from __future__ import annotations

import json
import os
from datetime import timedelta
from typing import Any

import pytest
from asgiref.sync import sync_to_async
from django.utils import timezone

from polylogue.people.models import User
from rooms import presence as presences
from rooms.line import Line
from rooms.live import Hub
from rooms.models import Lease
from tests.rooms import scenes
from tests.rooms.conftest import validators

CROWD = 1000 if os.environ.get("POLYLOGUE_LONG") == "1" else 400


class Tab(Line):
    """A line whose frames are kept."""

    frames: list[dict[str, Any]]


def tab(person: User, dialogue: Any) -> Line:
    heard: list[dict[str, Any]] = []

    async def send(message: dict[str, Any]) -> None:
        heard.append(json.loads(message["text"]))

    line = Tab(
        send=send, person=person.pk, dialogue=dialogue.pk, lane=dialogue.stream_id, crew=False
    )
    line.frames, line.allowed = heard, {dialogue.stream_id}
    return line


@pytest.fixture
async def crowd(transactional_db, dialogue):
    people = [User(display_name=f"Person {n}", email=f"p{n}@example.org") for n in range(CROWD)]
    return await User.objects.abulk_create(people)


def arrive(hub: Hub, line: Line) -> None:
    hub.open(line)
    hub.presence.welcome(line)


async def test_hundreds_of_arrivals_are_a_few_frames(dialogue, crowd):
    hub = Hub()
    tabs = [tab(person, dialogue) for person in crowd]
    for start in range(0, CROWD, CROWD // 4):
        for line in tabs[start : start + CROWD // 4]:
            arrive(hub, line)
        await hub.presence.tick()
    await hub.presence.tick()
    assert [len(line.frames) for line in tabs[:: CROWD // 4]] == [4, 3, 2, 1]
    first = tabs[0].frames
    assert (first[0]["full"], first[0]["count"], first[-1]["count"]) == (True, CROWD // 4, CROWD)
    for frame in first:
        validators()["presence"].validate(frame)


async def test_everybody_who_left_is_told_however_many(dialogue, crowd, monkeypatch):
    monkeypatch.setattr(presences, "GRACE", timedelta(0))
    monkeypatch.setattr(presences, "GONE", 150)
    hub = Hub()
    tabs = [tab(person, dialogue) for person in crowd]
    for line in tabs:
        arrive(hub, line)
    await hub.presence.tick()
    for line in tabs[1:]:
        hub.close(line)
    await hub.presence.tick()
    gone = {person for frame in tabs[0].frames for person in frame["gone"]}
    assert gone == {person.pk for person in crowd[1:]}
    assert tabs[0].frames[-1]["count"] == 1


async def test_a_reload_is_not_told_as_leaving(plenary, ben, cleo, join):
    witness = await join(plenary, as_=ben)
    before = await join(plenary, as_=cleo)
    await witness.quiet(2.5)
    await before.leave()
    await join(plenary, as_=cleo)
    frames = [f for f in await witness.quiet(2.5) if f["t"] == "presence"]
    assert [f for f in frames if cleo.pk in f["gone"]] == []


async def test_a_newcomer_gets_the_whole_list_and_the_others_what_changed(plenary, ben, cleo, join):
    first = await join(plenary, as_=ben)
    assert (await first.next("presence"))["full"] is True
    second = await join(plenary, as_=cleo)
    whole, change = await second.next("presence"), await first.next("presence")
    assert [person for person, _ in whole["here"]] == [ben.pk, cleo.pk]
    assert (whole["full"], change["full"]) == (True, False)
    assert change["here"] == [[cleo.pk, plenary.pk]]
    assert change["people"][str(cleo.pk)]["name"] == "Cleo Marin"


async def test_whoever_changes_the_room_is_seen_there(plenary, side_room, ben, cleo, join):
    witness, mover = await join(plenary, as_=ben), await join(plenary, as_=cleo)
    await witness.quiet(2.2)
    state = next(s for s in mover.welcome["streams"] if s["stream"] == side_room.stream_id)
    cursor = {"stream": side_room.stream_id, "epoch": state["epoch"], "seq": state["head"]}
    await mover.say(t="follow", cursor=cursor, in_view=True)
    assert (await witness.next("presence"))["here"] == [[cleo.pk, side_room.pk]]


async def test_a_server_that_died_does_not_keep_its_people(plenary, ben, cleo, join):
    lease = {"person": cleo, "dialogue": plenary.dialogue, "process": "dead"}
    await Lease.objects.acreate(socket="dead", until=timezone.now() + timedelta(seconds=2), **lease)
    witness = await join(plenary, as_=ben)
    assert (await witness.next("presence"))["count"] == 2
    assert (await witness.next("presence"))["gone"] == [cleo.pk]


async def test_a_slow_socket_that_left_before_its_list_was_ready_is_not_kept(dialogue, crowd):
    hub = Hub()
    slow = tab(crowd[0], dialogue)
    arrive(hub, slow)
    slow.deliver(dialogue.stream_id, 5, "{}", 40_000)
    hub.close(slow)
    await hub.presence._send(dialogue.pk, [slow], {}, [], (1, 1), full=False)
    await hub.presence.tick()
    assert hub.presence.newcomers == set()


async def test_a_socket_that_is_slow_gets_the_whole_list_later(dialogue, crowd):
    hub = Hub()
    slow, other = tab(crowd[0], dialogue), tab(crowd[1], dialogue)
    arrive(hub, slow)
    await hub.presence.tick()
    slow.deliver(dialogue.stream_id, 5, "{}", 40_000)
    arrive(hub, other)
    await hub.presence.tick()
    before = len(slow.frames)
    slow.confirm({str(dialogue.stream_id): 5})
    await hub.presence.tick()
    assert (slow.frames[before]["full"], slow.frames[before]["count"]) == (True, 2)


async def test_a_removed_person_learns_no_more_of_who_is_here(
    dialogue, plenary, ada, cleo, ben, join
):
    leaving = await join(plenary, as_=cleo, hello=False)
    await leaving.hello()
    await scenes.remove(dialogue, cleo, ada)
    assert await leaving.closed() == 4005
    await join(plenary, as_=ben)
    assert ben.pk not in [p for f in leaving.heard if f["t"] == "presence" for p, _ in f["here"]]
    assert await sync_to_async(Lease.objects.filter(person=cleo).count)() <= 1
