"""A line that leaves costs what it followed, however many others stay or leave with it."""

from __future__ import annotations

from typing import Any

from polylogue.log import reading
from rooms.line import Line
from rooms.live import Hub
from rooms.readers import read


class NeverLookedThrough(set[Line]):
    def __iter__(self) -> Any:
        raise AssertionError("somebody looked through all lines")


async def test_who_leaves_is_forgotten_without_looking_through_the_others(
    transactional_db, dialogue, plenary, ben
):
    hub, lane = Hub(), dialogue.stream_id
    heads = await read(reading.heads, [plenary.stream_id, lane])
    hub.lines = NeverLookedThrough()
    lines = [_line(dialogue, ben) for _ in range(3)]
    for line in lines:
        hub.open(line)
        hub.watch(line, heads[lane])
        hub.follow(line, plenary.stream_id, heads[plenary.stream_id], 0)
    for line in lines[:2]:
        hub.close(line)
    assert set(hub.feeds) == {plenary.stream_id, lane}
    hub.close(lines[2])
    assert (len(hub.lines), hub.feeds, hub.lanes, hub.held) == (0, {}, set(), {})


def _line(dialogue: Any, person: Any) -> Line:
    async def send(message: dict[str, Any]) -> None:
        return

    lane = dialogue.stream_id
    return Line(send=send, person=person.pk, dialogue=dialogue.pk, lane=lane, crew=False)
