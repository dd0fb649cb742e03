"""No frame closes a socket, leaves a traceback, changes anything or disturbs a bystander."""

from __future__ import annotations

import asyncio
import hashlib
import logging
import os
import random
import time

import pytest
from asgiref.sync import sync_to_async
from django.apps import apps
from django.db import connection

from rooms import limits, live
from rooms import socket as door
from rooms.models import Lease, ReadPosition, Room, Stay
from rooms.protocol import OUT_BYTES
from tests.rooms import scenes
from tests.rooms.conftest import validators
from tests.rooms.frames import Fuzzer
from tests.support import cast
from tests.support.sockets import Socket

FRAMES = 200_000 if os.environ.get("POLYLOGUE_LONG") == "1" else 21_000
SOCKETS = 3
SEED = int(os.environ.get("POLYLOGUE_FUZZ_SEED", "20260302"))
PART = 50
# What frames may change without a command: who is and was here, and how far somebody has read.
FLEETING = {Lease, Stay, ReadPosition}


@sync_to_async
def fingerprint() -> dict[str, str]:
    """A hash of every table except the fleeting ones."""
    return {
        model._meta.label: _rows(model._meta.db_table)
        for model in apps.get_models(include_auto_created=True)
        if model not in FLEETING
    }


def _rows(table: str) -> str:
    with connection.cursor() as cursor:
        cursor.execute(f'SELECT * FROM "{table}"')
        rows = sorted(repr(row) for row in cursor.fetchall())
    return hashlib.sha256("\n".join(rows).encode()).hexdigest()


@pytest.fixture
def boundless(settings, monkeypatch, swift):
    """Limits so high that only what is malformed can close a socket."""
    monkeypatch.setattr(limits, "FLOOD_REFUSALS", 1e9)
    monkeypatch.setattr(live, "SILENCE_SECONDS", 3600.0)
    monkeypatch.setattr(door, "LOOKS", (1e6, 1e6))


async def send(socket: Socket, fuzzer: Fuzzer, count: int) -> int:
    """Sends frames by fifties, waits for the server after each; the number of refusals."""
    refusals = 0
    for _ in range(0, count, PART):
        for _ in range(PART):
            frame = fuzzer.frame()
            if isinstance(frame, bytes):
                socket.send_text(None, frame)
            else:
                socket.send_text(frame)
        end = cast.new_key()
        await socket.say(t="do", key=end, name="no.command", args={})
        while (answer := await socket.next(within=60)).get("key") != end:
            refusals += answer["t"] == "error"
            validators()[answer["t"]].validate(answer)
            assert answer.get("code") != "internal"
            assert len(str(answer).encode()) < OUT_BYTES
        socket.heard.clear()
    return refusals


@pytest.mark.timeout(3600 if FRAMES > 100_000 else 120)
async def test_no_frame_closes_a_socket_or_changes_anything(
    dialogue, plenary, side_room, ada, ben, cleo, dov, join, boundless, caplog
):
    caplog.set_level(logging.WARNING)
    elsewhere = await Room.objects.aget(dialogue=await sync_to_async(cast.dialogue)(ada, "Other"))
    await scenes.post(plenary, ben, "This message stays.")
    foreign = [elsewhere.stream_id, dialogue.stream_id, elsewhere.stream_id + 1000, 2**53]
    own = [plenary.stream_id, side_room.stream_id]
    await scenes.fill(side_room, ben, 1)
    bystander = await join(plenary, as_=dov)
    sockets = [await join(plenary, as_=cleo) for _ in range(SOCKETS)]
    before = await fingerprint()
    began = time.monotonic()
    fuzzers = [Fuzzer(random.Random(SEED + n), own, foreign) for n in range(SOCKETS)]
    refusals = await asyncio.gather(
        *[
            send(socket, fuzzer, FRAMES // SOCKETS)
            for socket, fuzzer in zip(sockets, fuzzers, strict=True)
        ]
    )
    print(
        f"fuzz: {FRAMES} frames, {sum(refusals)} refused, seed {SEED},"
        f" {time.monotonic() - began:.0f} s"
    )
    assert await fingerprint() == before
    assert [record.getMessage() for record in caplog.records if record.exc_info] == []
    assert not any(socket.app.done() for socket in sockets)
    heard = await bystander.quiet()
    assert {frame["t"] for frame in heard} <= {"presence", "typing", "heads"}
    answer = await sockets[0].do("chat.post_message", stream=plenary.stream_id, text="Alive.")
    assert answer["t"] == "ok"
    assert [item["data"]["text"] for item in await bystander.items(1)] == ["Alive."]
