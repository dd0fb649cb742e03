"""Every frame that a server sends in these tests is held against the published schema."""

from __future__ import annotations

import json
from collections.abc import AsyncGenerator
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from rooms.models import Room
from rooms.protocol import OUT_BYTES
from tests.support.sockets import Socket

SCHEMA = Path(__file__).parents[2] / "docs" / "protocol.schema.json"


@cache
def validators() -> dict[str, jsonschema.Draft202012Validator]:
    """By tag, the validator of a frame from the server."""
    whole = json.loads(SCHEMA.read_text())
    refs = [option["$ref"] for option in whole["$defs"]["ServerFrame"]["anyOf"]]
    tags = {ref: whole["$defs"][ref.split("/")[-1]]["properties"]["t"]["enum"][0] for ref in refs}
    rest = {"$schema": whole["$schema"], "$defs": whole["$defs"]}
    return {tag: jsonschema.Draft202012Validator(rest | {"$ref": ref}) for ref, tag in tags.items()}


def check(socket: Socket) -> None:
    """Raises ValidationError for a frame that is not as documented, or too large."""
    for frame in [*socket.heard, *_unread(socket)]:
        validators()[frame["t"]].validate(frame)
        assert len(json.dumps(frame, ensure_ascii=False).encode()) <= 1.2 * OUT_BYTES


def _unread(socket: Socket) -> list[dict[str, Any]]:
    waiting = [socket.outbox.get_nowait() for _ in range(socket.outbox.qsize())]
    return [json.loads(message["text"]) for message in waiting if "text" in message]


@pytest.fixture
async def join(join: Any) -> AsyncGenerator[Any]:
    opened: list[Socket] = []

    async def checked(*where: Any, **how: Any) -> Socket:
        opened.append(await join(*where, **how))
        return opened[-1]

    yield checked
    for socket in opened:
        check(socket)


@pytest.fixture
def side_room(side_room: Room) -> Room:
    return Room.objects.select_related("dialogue").get(pk=side_room.pk)


@pytest.fixture
def swift(settings: Any) -> None:
    """People who write faster than anybody may."""
    settings.LIVE_COMMANDS_PER_SECOND = settings.LIVE_COMMANDS_BURST = 100_000.0
