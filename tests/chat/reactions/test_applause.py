"""A thousand people clap within ten seconds: what it costs each socket, counted at real sockets."""

from __future__ import annotations

import asyncio
import json
import time

import pytest
from asgiref.sync import sync_to_async

from polylogue.jobs import queue, worker
from tests.chat.reactions.test_reacting import enrolled, react
from tests.support import cast

PEOPLE, SOCKETS, MESSAGES, SECONDS = 1000, 6, 20, 10.0
MOST_FRAMES, MOST_BYTES = 12, 2048


@pytest.mark.only("sqlite")
async def test_a_thousand_people_clap_and_each_socket_gets_a_dozen_small_frames(
    plenary, cleo, dov, dialogue, join
):
    people = await sync_to_async(enrolled)(dialogue, PEOPLE)
    sockets = [await join(plenary, as_=(cleo, dov)[n % 2]) for n in range(SOCKETS)]
    said = [(await sync_to_async(cast.post)(plenary, cleo)).seq for _ in range(MESSAGES)]
    for socket in sockets:
        await socket.items(MESSAGES, plenary.stream_id)  # or the first count comes in their frame
    at_work = asyncio.create_task(background())
    begin = time.monotonic()
    await asyncio.gather(*[clap(plenary, people[n::8], said) for n in range(8)])
    took = time.monotonic() - begin
    await asyncio.sleep(2.5)
    at_work.cancel()

    for socket in sockets:
        await socket.quiet(0.2)
        frames = [f for f in socket.heard if tells_counts(f)]
        assert 2 <= len(frames) <= max(MOST_FRAMES, took + 2)  # a slow machine claps longer
        assert max(len(json.dumps(f, ensure_ascii=False).encode()) for f in frames) <= MOST_BYTES
        told = {}
        for frame in frames:
            told |= frame["items"][-1]["data"]["messages"]
        assert told == {str(seq): {"clap": PEOPLE // MESSAGES} for seq in said}


def tells_counts(frame):
    return frame["t"] == "entries" and any(
        item["kind"] == "reactions.counted" for item in frame["items"]
    )


async def clap(room, people, said):
    """These people, one after the other, spread over the ten seconds."""
    begin = time.monotonic()
    for n, person in enumerate(people):
        await asyncio.sleep(begin + n * SECONDS / len(people) - time.monotonic())
        await sync_to_async(react, thread_sensitive=False)(room, person, said[person.pk % MESSAGES])


async def background():
    """The worker, as beside a server."""
    while True:
        if job := await sync_to_async(queue.take)():
            await sync_to_async(worker.do)(job)
        await asyncio.sleep(0.5)
