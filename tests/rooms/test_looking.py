"""The hub looks where the streams stand while it delivers."""

from __future__ import annotations

import asyncio
from typing import Any

from polylogue.log import reading
from rooms.line import Line
from rooms.live import Hub
from rooms.readers import read


async def test_what_is_delivered_during_a_look_is_not_taken_for_another_log(
    transactional_db, dialogue, plenary, ben
):
    hub, heard = Hub(), []

    async def send(message: dict[str, Any]) -> None:
        heard.append(message)

    stream, lane = plenary.stream_id, dialogue.stream_id
    line = Line(send=send, person=ben.pk, dialogue=dialogue.pk, lane=lane, crew=False)
    head = (await read(reading.heads, [stream]))[stream]
    hub.open(line)
    hub.follow(line, stream, head, head.seq)
    looking = asyncio.ensure_future(hub.look())
    await asyncio.sleep(0)
    hub.feeds[stream].head += 1
    await looking
    assert heard == []
    assert stream in line.follows
