"""What sockets get of moderation: the muted, the banned with many tabs, the crew, and everybody else."""

from __future__ import annotations

import asyncio

import pytest
from asgiref.sync import sync_to_async

from polylogue.dialogues import links
from polylogue.dialogues.actions import join as join_by
from polylogue.dialogues.intents import run_for
from polylogue.dialogues.models import JoinLink
from polylogue.kit.refusals import Refusal
from polylogue.log.models import Entry
from rooms.models import Attachment
from tests.chat.moderation import deeds
from tests.support import cast
from tests.support.sockets import Closed

do, post = sync_to_async(cast.do), sync_to_async(cast.post)
mute, hide, remove, report = map(
    sync_to_async, (deeds.mute, deeds.hide, deeds.remove, deeds.report)
)


def items(socket, stream=None):
    frames = [f for f in socket.heard if f["t"] == "entries" and stream in (None, f["stream"])]
    return [item for frame in frames for item in frame["items"]]


async def until_closed(socket):
    with pytest.raises(Closed) as closed:
        while True:
            await socket.next()
    return closed.value.code


async def test_a_banned_person_gets_nothing_after_the_entry_in_any_tab_and_cannot_come_back(
    dialogue, plenary, side_room, ada, mia, ben, cleo, join
):
    """Three sockets in two rooms, while others go on talking in both."""
    mine = [await join(room, as_=cleo) for room in (plenary, plenary, side_room)]
    others = [await join(room, as_=ben) for room in (plenary, side_room)]
    talking = asyncio.ensure_future(talk(plenary, side_room, ben))
    asking = [
        asyncio.ensure_future(ask_on(socket, room))
        for socket, room in zip(mine, (plenary, plenary, side_room), strict=True)
    ]
    await remove(plenary, mia, cleo, because="Insults", ban=True)
    assert [await until_closed(socket) for socket in mine] == [4005] * 3
    await talking
    for task in asking:
        task.cancel()

    ends = {a.stream_id: a.until_seq async for a in Attachment.objects.filter(person=cleo)}
    assert all(ends.values())
    for socket in mine:
        for frame in socket.heard:
            if frame["t"] == "entries":
                assert frame["to"] <= ends[frame["stream"]]
        assert not [item for item in items(socket) if item["kind"].startswith("moderation.")]
    for stream, end in ends.items():
        assert not await Entry.objects.filter(stream=stream, actor=cleo, seq__gt=end).aexists()
    for socket, room in zip(others, (plenary, side_room), strict=True):
        while (
            len(
                [
                    i
                    for i in items(socket, room.stream_id)
                    if i["kind"] == "chat.message_posted" and i["by"] == ben.pk
                ]
            )
            < 20
        ):
            await socket.next("entries")

    again = await join(plenary, as_=cleo, hello=False)
    assert (await again.next("bye"))["code"] == 4005
    with pytest.raises(Refusal, match="banned"):
        await sync_to_async(comes_by_link)(dialogue, ada, cleo)


async def talk(plenary, side_room, ben):
    for n in range(20):
        await post(plenary, ben, f"Plenary {n}")
        await post(side_room, ben, f"Side {n}")


async def ask_on(socket, room):
    """Goes on writing as long as the socket lives; answers are not waited for."""
    n = 0
    while True:
        n += 1
        args = {"stream": room.stream_id, "text": f"Mine {n}"}
        await socket.say(t="do", key=cast.new_key(), name="chat.post_message", args=args)
        await asyncio.sleep(0.02)


def comes_by_link(dialogue, ada, person):
    made = deeds.as_staff(dialogue, ada, lambda by: links.make_link(by, role="participant"))
    link = JoinLink.objects.get(pk=made.result)
    run_for([dialogue], person, lambda: bool(join_by(link, person)), key=cast.new_key())


async def test_who_is_muted_is_told_and_so_is_the_crew_and_nobody_else(
    dialogue, plenary, mia, ben, cleo, dov, join
):
    sockets = [await join(dialogue, as_=person) for person in (cleo, ben, dov)]
    await mute(plenary, mia, cleo, minutes=5, because="Too loud")
    muted, crew, other = sockets
    (mine,) = await muted.items(1, dialogue.stream_id)
    (theirs,) = await crew.items(1, dialogue.stream_id)
    assert mine["kind"] == theirs["kind"] == "moderation.person_muted"
    assert mine["data"]["because"] == "Too loud"
    await post(plenary, mia)
    await other.quiet(0.5)
    assert not items(other, dialogue.stream_id)


async def test_a_muted_person_is_refused_by_socket_and_their_typing_is_not_passed_on(
    plenary, mia, cleo, dov, join
):
    one, other = await join(plenary, as_=cleo), await join(plenary, as_=dov)
    held = await mute(plenary, mia, cleo)
    answer = await one.do("chat.post_message", stream=plenary.stream_id, text="Hello")
    assert (answer["t"], answer["code"]) == ("error", "muted")
    await one.say(t="typing", stream=plenary.stream_id)
    await other.say(t="typing", stream=plenary.stream_id)
    assert (await one.next("typing"))["person"] == dov.pk
    await other.quiet(0.5)
    assert not [
        frame for frame in other.heard if frame["t"] == "typing" and frame["person"] == cleo.pk
    ]
    await do(plenary, mia, "moderation.lift_mute", mute=held.pk)
    answer = await one.do("chat.post_message", stream=plenary.stream_id, text="Hello")
    assert answer["t"] == "ok"


async def test_slow_mode_says_when_to_ask_again(plenary, mia, cleo, join):
    await do(plenary, mia, "moderation.set_slow_mode", seconds=30)
    socket = await join(plenary, as_=cleo)
    asks = [
        socket.do("chat.post_message", stream=plenary.stream_id, text=f"Number {n}") for n in (1, 2)
    ]
    first, second = [await ask for ask in asks]
    assert (first["t"], second["code"]) == ("ok", "slow-mode")
    assert 20_000 < second["retry_ms"] <= 30_000


async def test_a_message_hidden_live_is_hidden_for_those_who_come_back_too(
    plenary, mia, cleo, dov, join
):
    socket = await join(plenary, as_=dov)
    seq = (await post(plenary, cleo, "A canary")).seq
    (said,) = await socket.items(1, plenary.stream_id)
    await hide(plenary, mia, seq, "Rude")
    (hidden,) = await socket.items(1, plenary.stream_id)
    assert (hidden["data"]["message"], hidden["data"]["because"]) == (seq, "Rude")
    late = await join(plenary, as_=dov, after=0)
    heard = await late.items(2, plenary.stream_id)
    assert "canary" not in str(heard)
    assert heard[0]["data"]["hidden"]
    assert said["data"]["text"] == "A canary"


async def test_reports_reach_the_crew_by_socket_and_nobody_else(
    dialogue, plenary, mia, cleo, dov, join
):
    crew, other = await join(dialogue, as_=mia), await join(dialogue, as_=cleo)
    seq = (await post(plenary, cleo)).seq
    await report(plenary, dov, seq, "Rude")
    (heard,) = await crew.items(1, dialogue.stream_id)
    assert (heard["kind"], heard["by"], heard["data"]["because"]) == (
        "moderation.message_reported",
        dov.pk,
        "Rude",
    )
    await other.quiet(0.5)
    assert not items(other, dialogue.stream_id)
