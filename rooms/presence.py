"""Who is here: read from the leases of all processes, told as coalesced changes, at most each second.

Whoever is in a group is told of the people of that group; in all other rooms, of everybody. So what
is sent when hundreds of people go into their groups grows with the people, not with their square.
"""

from __future__ import annotations

import asyncio
import secrets
import time
from collections.abc import Iterable
from datetime import timedelta
from itertools import accumulate
from typing import TYPE_CHECKING

import msgspec
from django.db.models.functions import Now

from polylogue.log.models import Stream
from rooms import protocol
from rooms.feed import FRAME_BODY_BYTES
from rooms.line import Line
from rooms.models import LEASE, Lease, Room
from rooms.readers import read

if TYPE_CHECKING:
    from rooms.live import Hub

TICK_SECONDS = 1.0
LOOK_SECONDS = 2.0
RENEW_SECONDS = 15.0
# A reload or a short cut is not told as leaving.
GRACE = timedelta(seconds=6)
LISTED = 120
GONE = 1000
PAIR_BYTES = 40

Here = dict[int, int | None]
# A dialogue, and the group somebody is in, or none.
Scope = tuple[int, int | None]
PROCESS = secrets.token_hex(8)


class Presence:
    """The leases of this process, and what its sockets were told of everybody's."""

    def __init__(self, hub: Hub) -> None:
        self.hub = hub
        self.told: dict[Scope, Here] = {}
        self.newcomers: set[Line] = set()
        self.to_renew: set[Line] = set()
        self.to_end: set[str] = set()
        self.renewed_at = self.looked_at = 0.0

    def changed(self, line: Line) -> None:
        """A socket opened, or looks at another room."""
        self.to_renew.add(line)

    def welcome(self, line: Line) -> None:
        """The socket gets the full list with the next tick."""
        self.newcomers.add(line)

    def left(self, line: Line) -> None:
        self.to_renew.discard(line)
        self.newcomers.discard(line)
        self.to_end.add(line.id)

    async def run(self) -> None:
        while True:
            await asyncio.sleep(TICK_SECONDS)
            await self.tick()

    async def tick(self) -> None:
        now = time.monotonic()
        if now - self.renewed_at > RENEW_SECONDS:
            self.to_renew |= self.hub.lines
            self.renewed_at = now
        self.newcomers &= self.hub.lines
        moved = bool(self.to_renew or self.to_end or self.newcomers)
        renew, self.to_renew = self.to_renew & self.hub.lines, set()
        end, self.to_end = self.to_end, set()
        try:
            await self._keep_leases(renew, end)
        except Exception:
            self.to_renew |= renew
            self.to_end |= end
            raise
        if moved or now - self.looked_at > LOOK_SECONDS:
            self.looked_at = now
            await self._tell({line.dialogue for line in self.hub.lines})

    async def _keep_leases(self, renew: set[Line], end: set[str]) -> None:
        if renew or end:
            await read(_keep, [_lease(line) for line in renew], list(end))

    async def _tell(self, dialogues: set[int]) -> None:
        everybody, groups = await read(_here, dialogues) if dialogues else ({}, set())
        scopes: dict[Scope, list[Line]] = {}
        for line in self.hub.lines:
            if line.allowed:
                scope = line.dialogue, line.room if line.room in groups else None
                scopes.setdefault(scope, []).append(line)
        for scope, lines in scopes.items():
            await self._tell_scope(scope, lines, everybody.get(scope[0], {}))
        for gone in set(self.told) - scopes.keys():
            del self.told[gone]

    async def _tell_scope(self, scope: Scope, lines: list[Line], everybody: Here) -> None:
        """Newcomers, and who came from another scope, get the list; the others what has changed."""
        dialogue, group = scope
        here = {p: r for p, r in everybody.items() if group is None or r == group}
        before = self.told.get(scope, {})
        came = {p: room for p, room in here.items() if p not in before or before[p] != room}
        gone = [p for p in before if p not in here]
        newcomers = {ln for ln in lines if ln in self.newcomers or ln.scope != scope}
        self.newcomers -= newcomers
        for line in lines:
            line.scope = scope
        counts = len(here), len(everybody)
        if newcomers:
            await self._send(dialogue, newcomers, here, [], counts, full=True)
        if came or gone:
            rest = [line for line in lines if line not in newcomers]
            await self._send(dialogue, rest, came, gone, counts, full=False)
        self.told[scope] = here

    async def _send(
        self,
        dialogue: int,
        lines: Iterable[Line],
        here: Here,
        gone: list[int],
        counts: tuple[int, int],
        *,
        full: bool,
    ) -> None:
        listed = list(here.items())[:LISTED]
        cards = await self.hub.cards.of(dialogue, {person for person, _ in listed})
        listed = _that_fit(listed, cards)
        people = {str(p): msgspec.Raw(cards[p].encode()) for p, _ in listed if p in cards}
        text = protocol.encode(protocol.Presence(full, listed, gone[:GONE], *counts, people))
        for line in lines:
            if line.is_slow:
                self.newcomers.add(line)
            else:
                line.push(text)
        if gone[GONE:]:
            await self._send(dialogue, lines, {}, gone[GONE:], counts, full=False)


def _that_fit(
    listed: list[tuple[int, int | None]], cards: dict[int, str]
) -> list[tuple[int, int | None]]:
    """As many as fit into a frame with their cards; the others are only counted."""
    sizes = accumulate(len(cards.get(person, "").encode()) + PAIR_BYTES for person, _ in listed)
    return [pair for pair, size in zip(listed, sizes, strict=True) if size <= FRAME_BODY_BYTES]


def _lease(line: Line) -> Lease:
    return Lease(
        socket=line.id,
        process=PROCESS,
        person_id=line.person,
        dialogue_id=line.dialogue,
        room_id=line.room,
    )


def _keep(leases: list[Lease], ended: list[str]) -> None:
    """Renews leases in one statement; ended ones run out after the grace period.

    The database has the clock: those of two servers may differ by more than a lease lasts. It is
    asked once for all: an expression in each of a thousand rows holds every writer up for long.
    """
    if leases:
        until = Stream.objects.values_list(Now(), flat=True)[:1].get() + LEASE
        for lease in leases:
            lease.until = until
        Lease.objects.bulk_create(
            leases,
            update_conflicts=True,
            unique_fields=["socket"],
            update_fields=["until", "room"],
        )
    if ended:
        Lease.objects.filter(pk__in=ended).update(until=Now() + GRACE)
    Lease.objects.filter(until__lt=Now() - LEASE).delete()


def _here(dialogues: set[int]) -> tuple[dict[int, Here], set[int]]:
    """By dialogue, who is here and in which room (the newest socket decides); which rooms are groups."""
    rows = (
        Lease.objects.filter(dialogue__in=dialogues, until__gt=Now())
        .order_by("until")
        .values_list("dialogue_id", "person_id", "room_id", "room__kind")
    )
    here: dict[int, Here] = {}
    groups: set[int] = set()
    for dialogue, person, room, kind in rows:
        here.setdefault(dialogue, {})[person] = room
        if kind == Room.Kind.GROUP:
            groups.add(room)
    return here, groups
