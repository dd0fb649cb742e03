"""Everybody is at the live socket: what it replays from the start, and what is said meanwhile."""

from __future__ import annotations

import asyncio
import json
from typing import Any

from asgiref.sync import sync_to_async
from django.contrib.sessions.backends.db import SessionStore

from polylogue.dialogues import viewing
from polylogue.dialogues.models import Dialogue
from polylogue.kit.surfaces import Kind
from polylogue.log import reading
from polylogue.log.models import Stream
from polylogue.people.models import User
from rooms.live import hub
from tests.breakout import scenes
from tests.confidentiality.seeing import Seen
from tests.confidentiality.world import World
from tests.support import sockets
from tests.support.sockets import Closed, Socket
from whiteboard.models import Board

NEVER = 1 << 60
LOOKED_AT = {"here": "private", "elsewhere": "elsewhere"}
AFTERWARDS_SECONDS = 1.3  # presence is told once a second


def hear(world: World, seen: Seen, *, letters: str = "", live: bool = True) -> None:
    """Opens a socket for everybody in every dialogue, follows all streams there are, and listens."""
    asyncio.run(_hear(world, seen, letters, live))


async def _hear(world: World, seen: Seen, letters: str, live: bool) -> None:
    ears = await sync_to_async(_ears)(world, letters)
    try:
        await asyncio.gather(*[ear.open() for ear in ears])
        if live:
            await _talk(world, seen)
        await asyncio.gather(*[ear.listen() for ear in ears])
        if live:
            await sync_to_async(_seat)(world)
            await asyncio.gather(*[ear.socket.quiet() for ear in ears if ear.is_in])
    finally:
        await asyncio.gather(*[ear.socket.leave() for ear in ears])
        await hub.stop()
        hub.__init__()
    for ear in ears:
        _note(seen, ear.letter, ear.socket)


class Ear:
    """One person's socket in one dialogue, which asks for every stream of every dialogue.

    `room`: the stream of the room that they look at; they put a hand on each of `boards`.
    """

    def __init__(
        self,
        letter: str,
        cookie: str,
        slug: str,
        room: int,
        heads: dict[int, Any],
        boards: list[int],
    ) -> None:
        self.letter = letter
        self.socket = Socket(f"/live/{slug}/", cookie)
        self.room, self.heads, self.boards = room, heads, boards
        self.is_in = False

    async def open(self) -> None:
        """Whoever may not come in hears nothing; that is noticed at the end."""
        await self.socket.open()
        try:
            await self.socket.hello(room=self.room)
        except Closed:
            return
        self.is_in = True
        for stream, head in self.heads.items():
            cursor = {"stream": stream, "epoch": head.epoch, "seq": 0}
            await self.socket.say(t="follow", cursor=cursor)
        for stream in self.boards:
            await self.socket.say(t="hand", stream=stream, at=[1, 1])

    async def listen(self) -> None:
        """Until everything that was promised is there, and a while longer."""
        if not self.is_in:
            return
        heads = await sync_to_async(reading.heads)(self.heads)
        followed = [state["stream"] for state in self.socket.welcome["streams"]]
        missing = {stream: heads[stream].seq for stream in followed if heads[stream].seq}
        try:
            while missing:
                frame = await self.socket.next("entries")
                await self.socket.ack(frame["stream"], frame["to"])
                if frame["to"] >= missing.get(frame["stream"], NEVER):
                    del missing[frame["stream"]]
        except TimeoutError:
            raise AssertionError(f"{self.letter} did not get {missing}") from None
        await self.socket.quiet(AFTERWARDS_SECONDS)


def _ears(world: World, letters: str) -> list[Ear]:
    heads = reading.heads(Stream.objects.values_list("pk", flat=True))
    boards = list(Board.objects.values_list("stream_id", flat=True))
    rooms = {name: world.circles[circle].room for name, circle in LOOKED_AT.items()}
    return [
        Ear(
            letter,
            _cookie(person, letter, dialogue),
            dialogue.slug,
            rooms[name].stream_id,
            heads,
            boards,
        )
        for letter, person in world.positions()
        for name, dialogue in world.dialogues.items()
        if not letters or letter in letters
    ]


def _cookie(person: User | None, letter: str, dialogue: Dialogue) -> str:
    if person is None:
        return ""
    store = SessionStore(sockets.session(person))
    if letter == "D":
        store[viewing.DISGUISES] = [dialogue.slug]
        store.save()
    return str(store.session_key)


async def _talk(world: World, seen: Seen) -> None:
    """In every circle its author is seen to write, and says something while all listen."""
    for circle in world.circles.values():
        stream = circle.room.stream_id
        cookie = await sync_to_async(_cookie)(circle.author, "", circle.room.dialogue)
        socket = Socket(f"/live/{circle.room.dialogue.slug}/", cookie)
        await socket.open()
        await socket.hello(room=stream)
        await socket.follow(stream)
        await socket.say(t="typing", stream=stream)
        await socket.do("chat.post_message", stream=stream, text=world.said("live", circle))
        await socket.leave()
        if circle.author == world.people["author"]:
            _note(seen, "A", socket)


def _seat(world: World) -> None:
    """A moderator, who can follow all groups, is taken to one."""
    here, staff = world.dialogues["here"], world.people["staff"]
    round = scenes.find(here, world.circles["private"].args["round"][0])
    scenes.move(round, staff, world.people["moderator"], to=1)


def _note(seen: Seen, letter: str, socket: Socket) -> None:
    for frame in socket.heard:
        seen.note(Kind.FRAME, frame["t"], letter, json.dumps(frame, ensure_ascii=False))
