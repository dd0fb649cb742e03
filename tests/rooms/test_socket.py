"""The door of the socket: who comes in, what is answered to nonsense, and when it is closed."""

from __future__ import annotations

import asyncio
import json

import pytest
from asgiref.sync import sync_to_async

from chat.models import Message
from rooms import limits
from rooms import socket as door
from rooms.live import hub
from rooms.models import Room
from tests.rooms import scenes
from tests.support import cast
from tests.support.sockets import Socket, session

NONSENSE = [
    "",
    "{",
    "[1]",
    "null",
    "42",
    '"hello"',
    "{}",
    '{"t":"dance"}',
    '{"t":1}',
    '{"t":"typing"}',
    '{"t":"typing","stream":0}',
    '{"t":"typing","stream":"1"}',
    '{"t":"typing","stream":1e400}',
    '{"t":"typing","stream":' + "9" * 400 + "}",
    '{"t":"typing","stream":1,"more":1}',
    '{"t":"typing","stream":1,"' + "x" * 60_000 + '":1}',
    '{"t":"typing","stream":"\\ud800"}',
    '{"t":"do","key":"12345678","name":"x","args":' + "[" * 50_000,
    "[" * 60_000,
    '{"t":"ack","cursors":{"1":-1}}',
    '{"t":"hello"}',
    "\u0000\u202e",
]


# ---- the ladder --------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["ada", "ben", "mia", "cleo"])
async def test_everybody_in_the_dialogue_is_welcome(name, plenary, request, join):
    person = request.getfixturevalue(name)
    socket = await join(plenary, as_=person)
    assert socket.welcome["person"] == person.pk
    assert socket.welcome["crew"] == (name != "cleo")


async def test_a_waiting_person_is_not_let_in_yet(dialogue, plenary, eve, join):
    await scenes.enrol(dialogue, eve, "participant", waits=True)
    socket = await join(plenary, as_=eve, hello=False)
    assert (await socket.next("bye"))["code"] == 4003
    assert await socket.closed() == 4003


async def test_a_removed_person_is_told_so(dialogue, plenary, ada, cleo, join):
    await scenes.remove(dialogue, cleo, ada)
    socket = await join(plenary, as_=cleo, hello=False)
    assert await socket.closed() == 4005


@pytest.mark.parametrize(
    "origin",
    [
        "null",
        "https://evil.example",
        "http://localhost:9000",
        "https://localhost:8000",
        "http://localhost:8000.evil.example",
        "http://user@localhost",
        "http://[",
        "http://localhost:8000/",
        "http://localhost:8000 http://localhost:8000",
        "\xff\x00",
        "ftp://localhost:8000",
        "localhost:8000",
    ],
)
async def test_another_origin_is_refused_before_anything(origin, plenary, ben, join):
    socket = await join(plenary, as_=ben, hello=False, origin=origin)
    assert socket.accepted["type"] == "websocket.close"


async def test_a_page_of_another_version_is_sent_to_reload(plenary, ben, join):
    socket = await join(plenary, as_=ben, hello=False, protocol="polylogue.v0")
    assert await socket.closed() == 4010
    other = await join(plenary, as_=ben, hello=False)
    await other.say(t="hello", v=2)
    assert await other.closed() == 4010


async def test_a_session_that_ended_is_no_session(plenary, ben, join):
    from django.contrib.sessions.models import Session

    key = await sync_to_async(session)(ben)
    await Session.objects.filter(pk=key).adelete()
    socket = Socket(f"/live/{plenary.dialogue.slug}/", key)
    await socket.open()
    assert await socket.closed() == 4001


async def test_who_never_says_hello_is_sent_away(plenary, ben, join, monkeypatch):
    monkeypatch.setattr(door, "HELLO_SECONDS", 0.2)
    socket = await join(plenary, as_=ben, hello=False)
    assert await socket.closed() == 4105


async def test_nothing_is_told_before_hello(plenary, ben, cleo, join):
    silent = await join(plenary, as_=ben, hello=False)
    await join(plenary, as_=cleo)
    await scenes.post(plenary, ben)
    assert await silent.quiet(1.5) == []


async def test_the_first_frame_is_hello(plenary, ben, join):
    socket = await join(plenary, as_=ben, hello=False)
    await socket.say(t="typing", stream=plenary.stream_id)
    assert (await socket.next("error"))["code"] == "hello-first"
    await socket.hello()


# ---- nonsense ----------------------------------------------------------------------------------


@pytest.mark.parametrize("text", NONSENSE)
async def test_nonsense_is_answered_and_the_socket_lives(text, plenary, ben, join):
    socket = await join(plenary, as_=ben)
    socket.send_text(text)
    error = await socket.next("error")
    assert error["code"] == "malformed"
    assert len(error["text"]) <= 300
    assert (await socket.do("rooms.raise_hand", stream=plenary.stream_id))["t"] == "ok"


async def test_a_binary_frame_is_answered_and_the_socket_lives(plenary, ben, join):
    socket = await join(plenary, as_=ben)
    socket.send_text(None, b"\x00\xff")
    assert (await socket.next("error"))["code"] == "malformed"
    assert (await socket.do("rooms.raise_hand", stream=plenary.stream_id))["t"] == "ok"


@pytest.mark.parametrize(
    ("name", "args", "code"),
    [
        ("chat.sing", {}, "unknown-command"),
        ("chat.post_message", {}, "malformed"),
        ("chat.post_message", {"text": 1}, "malformed"),
        ("chat.post_message", {"text": "x", "colour": "red"}, "malformed"),
        ("chat.post_message", {"text": "x", "y" * 50_000: "z"}, "malformed"),
        ("chat.post_message", {"text": " \t\u0000"}, "invalid"),
        ("chat.post_message", {"text": "\ufeff \u200b\u2060"}, "invalid"),
        ("chat.post_message", {"text": "x" * 10_001}, "invalid"),
        ("chat.post_message", {"text": "x" * 20_001}, "malformed"),
        ("chat.edit_message", {"message": 999, "text": "x"}, "not-found"),
        ("chat.delete_message", {"message": 0}, "malformed"),
        ("rooms.call_speaker", {"person": 2**53 + 1}, "malformed"),
    ],
)
async def test_a_command_that_does_not_fit_is_refused_with_its_key(
    name, args, code, plenary, ben, join
):
    socket = await join(plenary, as_=ben)
    answer = await socket.do(name, stream=plenary.stream_id, **args)
    assert (answer["t"], answer["code"]) == ("error", code)
    assert await Message.objects.acount() == 0


async def test_a_room_of_another_dialogue_is_not_found(plenary, ada, cleo, join):
    elsewhere = await sync_to_async(cast.dialogue)(ada, "Another")
    room = await Room.objects.aget(dialogue=elsewhere)
    socket = await join(plenary, as_=cleo)
    answer = await socket.do("chat.post_message", stream=room.stream_id, text="x")
    assert answer["code"] == "not-found"


async def test_a_command_is_done_once_however_often_it_is_sent(plenary, ben, join):
    socket = await join(plenary, as_=ben)
    key = cast.new_key()
    frame = {"stream": plenary.stream_id, "text": "once"}
    first, second = [await socket.do("chat.post_message", key=key, **frame) for _ in range(2)]
    assert (first["again"], second["again"], second["seq"]) == (False, True, first["seq"])
    other = await socket.do("chat.post_message", key=key, **(frame | {"text": "twice"}))
    assert other["code"] == "key-reused"
    assert await Message.objects.acount() == 1


async def test_the_answer_comes_before_the_entry(plenary, ben, join):
    socket = await join(plenary, as_=ben)
    await socket.do("chat.post_message", stream=plenary.stream_id, text="x")
    assert "entries" not in [frame["t"] for frame in socket.heard]
    assert len(await socket.items(1)) == 1


# ---- limits ------------------------------------------------------------------------------------


async def test_who_is_too_fast_is_asked_to_wait(plenary, ben, join, settings):
    settings.LIVE_COMMANDS_PER_SECOND, settings.LIVE_COMMANDS_BURST = 1.0, 2.0
    socket = await join(plenary, as_=ben)
    answers = [await socket.do("rooms.raise_hand", stream=plenary.stream_id) for _ in range(3)]
    assert [answer["t"] for answer in answers] == ["ok", "ok", "error"]
    assert answers[2]["code"] == "slow-down"
    assert 0 < answers[2]["retry_ms"] <= 1000


async def test_a_flood_of_nonsense_ends_in_goodbye(plenary, ben, join, monkeypatch):
    monkeypatch.setattr(limits, "FLOOD_REFUSALS", 20)
    socket = await join(plenary, as_=ben)
    for _ in range(30):
        socket.send_text("{")
    assert await socket.closed() == 4103
    assert socket.heard[-1] == {
        "t": "bye",
        "code": 4103,
        "text": "too many commands",
        "retry": True,
        "after_ms": 5000,
    }


async def test_a_flood_of_greetings_is_slowed_down(plenary, ben, join, monkeypatch):
    monkeypatch.setattr(door, "LOOKS", (1.0, 5.0))
    socket = await join(plenary, as_=ben)
    for _ in range(10):
        await socket.say(t="hello", v=1)
    assert (await socket.next("error"))["code"] == "slow-down"


async def test_a_stream_that_cannot_be_followed_just_now_is_named(plenary, ben, join, monkeypatch):
    monkeypatch.setattr(door, "LOOKS", (1.0, 2.0))
    socket = await join(plenary, as_=ben)
    for _ in range(3):
        await socket.follow(plenary.stream_id)
    refused = await socket.next("error")
    assert (refused["code"], refused["stream"]) == ("slow-down", plenary.stream_id)


async def test_the_ninth_tab_closes_the_oldest(plenary, ben, cleo, join):
    bystander = await join(plenary, as_=cleo)
    tabs = [await join(plenary, as_=ben) for _ in range(9)]
    assert await tabs[0].closed() == 4009
    await scenes.post(plenary, cleo, "to all tabs")
    for tab in [*tabs[1:], bystander]:
        assert len(await tab.items(1)) == 1


# ---- small things ------------------------------------------------------------------------------


async def test_typing_is_shown_to_the_others_only(plenary, side_room, ben, cleo, dov, join):
    writer, reader = await join(plenary, as_=ben), await join(plenary, as_=cleo)
    second_tab = await join(plenary, as_=ben)
    elsewhere = await join(side_room, as_=dov)
    await scenes.settled(writer, reader, second_tab, elsewhere)
    await writer.say(t="typing", stream=plenary.stream_id)
    heard = await reader.next("typing")
    assert (heard["person"], heard["name"]) == (ben.pk, "Ben Okoro")
    for socket in (writer, second_tab, elsewhere):
        assert "typing" not in [frame["t"] for frame in await socket.quiet()]


async def test_typing_is_passed_on_every_two_seconds_at_most(plenary, ben, cleo, join):
    writer, reader = await join(plenary, as_=ben), await join(plenary, as_=cleo)
    await scenes.settled(writer, reader)
    for _ in range(10):
        await writer.say(t="typing", stream=plenary.stream_id)
    assert [f["t"] for f in await reader.quiet(0.5)].count("typing") == 1


async def test_a_read_position_reaches_the_other_device_and_only_goes_forward(
    plenary, ben, cleo, join, monkeypatch
):
    from rooms import positions
    from rooms.models import ReadPosition

    monkeypatch.setattr(positions, "WRITE_SECONDS", 0.1)
    await scenes.fill(plenary, ben, 9)
    phone, laptop = await join(plenary, as_=cleo), await join(plenary, as_=cleo)
    other = await join(plenary, as_=ben)
    await scenes.settled(phone, laptop, other)
    for seq in (5, 3, 9, 4, 99):
        await phone.say(t="read", stream=plenary.stream_id, seq=seq)
        await asyncio.sleep(0.3)
    told = [f["seq"] for f in await laptop.quiet() if f["t"] == "position"]
    assert told == [5, 9]
    for socket in (phone, other):
        assert "position" not in [f["t"] for f in await socket.quiet()]
    position = await ReadPosition.objects.aget(person=cleo, stream=plenary.stream_id)
    assert position.seq == 9
    later = await join(plenary, as_=cleo)
    state = next(s for s in later.welcome["streams"] if s["stream"] == plenary.stream_id)
    assert state["read"] == 9


async def test_an_ack_is_answered_with_the_heads(plenary, ben, join):
    socket = await join(plenary, as_=ben)
    await scenes.post(plenary, ben)
    await socket.items(1)
    assert (await socket.next("heads"))["heads"] == {str(plenary.stream_id): 1}


async def test_a_sender_that_hangs_stops_nobody_else(plenary, ben, cleo, join):
    """uvicorn makes `send` wait while a phone does not read; the others must not notice."""
    hanging = Socket(f"/live/{plenary.dialogue.slug}/", await sync_to_async(session)(cleo))
    hanging.outbox = asyncio.Queue(maxsize=1)
    await hanging.open()
    await hanging.hello(room=plenary.stream_id)
    await hanging.follow(plenary.stream_id)
    reader = await join(plenary, as_=ben)
    for n in range(30):
        await scenes.post(plenary, ben, f"{n}")
    assert len(await reader.items(30)) == 30
    assert [item["seq"] for item in await hanging.items(30)] == list(range(1, 31))
    await hanging.leave()


async def test_who_never_reads_is_let_go_though_the_sender_hangs(
    plenary, ben, cleo, join, monkeypatch
):
    from rooms import live

    monkeypatch.setattr(live, "SILENCE_SECONDS", 0.6)
    hanging = Socket(f"/live/{plenary.dialogue.slug}/", await sync_to_async(session)(cleo))
    hanging.outbox = asyncio.Queue(maxsize=1)
    await hanging.open()
    await hanging.hello(room=plenary.stream_id)
    await hanging.follow(plenary.stream_id, 0)
    for n in range(5):
        await scenes.post(plenary, ben, f"{n}")
    await asyncio.wait_for(hanging.app, 10)
    assert hub.lines == set()


async def test_a_signed_out_session_closes_its_sockets(plenary, ben, join):
    from rooms import revocation

    socket = await join(plenary, as_=ben)
    (line,) = hub.lines
    revocation.sign_out(hub, line.session)
    assert await socket.closed() == 4001


async def test_who_leaves_is_forgotten(plenary, ben, cleo, join):
    sockets = [await join(plenary, as_=who) for who in (ben, cleo)]
    await scenes.post(plenary, ben)
    for socket in sockets:
        await socket.leave()
    assert (hub.lines, hub.feeds) == (set(), {})
    assert json.dumps(sorted(hub.grown)) in ("[]", json.dumps([plenary.stream_id]))
