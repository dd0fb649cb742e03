"""How the sockets of people who are moved are taken along: re-scoped here, told by one frame each."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from polylogue.log import reading
from rooms import greeting, protocol
from rooms.feed import MOVED, Feed, Item
from rooms.line import Line
from rooms.models import ReadPosition, Room
from rooms.readers import read

if TYPE_CHECKING:
    from rooms.live import Hub

# What a page of a room shows of its past at first; further back it asks for.
RECENT_ENTRIES = 100


class Target(NamedTuple):
    """A room that people are taken to, and where its stream stands."""

    room: int
    stream: int
    title: str
    rule: str
    kind: str
    head: reading.Head


async def apply(hub: Hub, feed: Feed, entries: list[Item]) -> None:
    """After entries that moved people: each of their sockets in a room follows the new one instead."""
    for entry in entries:
        if entry.kind == MOVED:
            await _take(hub, feed, entry)


async def _take(hub: Hub, feed: Feed, entry: Item) -> None:
    goes = {person: room for room, people in entry.data["places"] for person in people}
    taken: dict[int, list[Line]] = defaultdict(list)
    for line in hub.lines:
        if line.dialogue == feed.dialogue and line.person in goes and line.room is not None:
            taken[goes[line.person]].append(line)
    if taken:
        people = {line.person for lines in taken.values() for line in lines}
        targets, positions = await read(_targets, list(taken), people)
        for room, lines in taken.items():
            if target := targets.get(room):
                for line in lines:
                    at = positions.get((line.person, target.stream), 0)
                    _follow(hub, line, target, entry.seq, at)


async def missed(hub: Hub, line: Line, greeted: protocol.Welcome) -> None:
    """Tells of a move that was handed out while the socket was in no room yet, and not to it."""
    heads = {state.stream: state.head for state in greeted.streams}
    feed = hub.feeds.get(line.lane)
    if line.room is None or feed is None or feed.head <= heads[line.lane]:
        return
    place = await read(greeting.place_of, line.person, line.dialogue)
    if place and place.seq > greeted.place_seq:
        targets, positions = await read(_targets, [place.room_id], {line.person})
        for target in targets.values():
            _follow(hub, line, target, place.seq, positions.get((line.person, target.stream), 0))


def _follow(hub: Hub, line: Line, target: Target, seq: int, position: int) -> None:
    if line not in hub.lines:
        return
    left = [s for s in line.follows if s not in {line.lane, target.stream}]
    for stream in left:
        hub.unfollow(line, stream)
    after = max(0, target.head.seq - RECENT_ENTRIES)
    if line.room == target.room:
        # The page shows it already: what it has is not sent again.
        after = line.follows.get(target.stream, after)
    line.allowed.add(target.stream)
    line.room, line.is_taken = target.room, True
    line.tell(
        protocol.Moved(
            room=target.room,
            stream=target.stream,
            epoch=target.head.epoch,
            after=after,
            head=target.head.seq,
            read=position,
            title=target.title,
            rule=target.rule,
            seq=seq,
            kind=target.kind,
        )
    )
    hub.follow(line, target.stream, target.head, after)
    hub.presence.changed(line)


def _targets(
    rooms: list[int], people: set[int]
) -> tuple[dict[int, Target], dict[tuple[int, int], int]]:
    found = list(Room.objects.filter(pk__in=rooms))
    heads = reading.heads([room.stream_id for room in found])
    positions = ReadPosition.objects.filter(person__in=people, stream__in=heads)
    targets = {
        room.pk: Target(
            room.pk, room.stream_id, room.title, room.rule, room.kind, heads[room.stream_id]
        )
        for room in found
    }
    return targets, {(p.person_id, p.stream_id): p.seq for p in positions}
