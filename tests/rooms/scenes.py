"""What happens behind the sockets of these tests, called from their event loop."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from asgiref.sync import sync_to_async

from polylogue.dialogues.entries import PersonWaiting
from polylogue.log import journal, writer
from polylogue.log.intents import Intent
from polylogue.log.models import Audience
from rooms.entries import HandRaised
from rooms.models import Room
from tests.support import cast
from tests.support.cast import new_key
from tests.support.sockets import Socket

post = sync_to_async(cast.post)
do = sync_to_async(cast.do)
remove = sync_to_async(cast.remove)
change_roles = sync_to_async(cast.change_roles)
enrol = sync_to_async(cast.enrol)


@sync_to_async
def write(room: Room, by: Any, act: Callable[[], Any]) -> None:
    """One command that may append to the room's stream and to the dialogue's."""
    lane = room.dialogue.stream_id
    streams = (lane, room.stream_id)
    writer.run(Intent(act=act, actor=by.pk, streams=streams, lane=lane, key=new_key()))


async def settled(*sockets: Socket) -> None:
    """What these sockets said so far was heard: frames of one socket are taken in order."""
    for socket in sockets:
        assert (await socket.do("no.command"))["code"] == "unknown-command"


async def fill(room: Room, by: Any, count: int) -> None:
    """Many small entries at once."""

    def act() -> None:
        for _ in range(count):
            journal.append(room.stream_id, HandRaised(), by=by.pk)

    await write(room, by, act)


def tell_crew(room: Room, by: Any) -> None:
    """Appends what only the crew may see; inside a command."""
    lane = room.dialogue.stream_id
    journal.append(lane, PersonWaiting(person=by.pk), by=by.pk, audience=Audience.CREW)


def kinds(frames: list[dict[str, Any]], stream: int | None = None) -> list[str]:
    """The kinds of the entries in these frames."""
    return [
        item["kind"]
        for frame in frames
        if frame["t"] == "entries" and stream in (None, frame["stream"])
        for item in frame["items"]
    ]


def texts(frames: list[dict[str, Any]]) -> list[str]:
    entries = [item for frame in frames if frame["t"] == "entries" for item in frame["items"]]
    return [item["data"]["text"] for item in entries if "text" in item["data"]]
