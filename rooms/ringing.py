"""Doorbells between server processes, over the channel layer. All of it may fail or be missing.

One group for all processes: doorbells are coalesced and small, and each hub ignores streams that
nobody follows there. The pub/sub layer keeps memberships for good and renews them by itself when
its server comes back; what is rung meanwhile is lost, and found by polling.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections import deque
from typing import TYPE_CHECKING, Any

from channels.layers import InMemoryChannelLayer, get_channel_layer

from rooms import protocol, revocation

if TYPE_CHECKING:
    from rooms.live import Hub

log = logging.getLogger("polylogue.live")

GROUP = "polylogue.doorbells"
GATHER_SECONDS = 0.01
RING_SECONDS = 2.0
LISTEN_AGAIN_SECONDS = 2.0
NOTES = 100


class Ringing:
    """This process's end of the layer: gathers what grew, tells the others, hears them.

    After a quiet moment it rings at once; what grows right after that is told together.
    """

    def __init__(self, hub: Hub) -> None:
        self.hub = hub
        self.heads: dict[int, int] = {}
        self.notes: deque[dict[str, Any]] = deque(maxlen=NOTES)
        self.wake = asyncio.Event()
        self.channel = ""
        self.rung_at = 0.0

    def tell(self, heads: dict[int, int]) -> None:
        """Rings for streams that grew."""
        self.heads.update(heads)
        self.wake.set()

    def note(self, **content: Any) -> None:
        """Passes something that is not kept to the other processes: typing, hands, positions, sign-outs."""
        self.notes.append(content)
        self.wake.set()

    async def run(self) -> None:
        layer = get_channel_layer()
        if layer is None or isinstance(layer, InMemoryChannelLayer):
            await self._discard()
        async with asyncio.TaskGroup() as both:
            both.create_task(self._ring(layer))
            both.create_task(self._listen(layer))

    async def _discard(self) -> None:
        """Alone in the world: there is nobody to ring."""
        while True:
            await self.wake.wait()
            self.wake.clear()
            self.heads.clear()
            self.notes.clear()

    async def _ring(self, layer: Any) -> None:
        while True:
            await self.wake.wait()
            await asyncio.sleep(self.rung_at + GATHER_SECONDS - time.monotonic())
            self.wake.clear()
            self.rung_at = time.monotonic()
            heads, self.heads = self.heads, {}
            notes = list(self.notes)
            self.notes.clear()
            message = {
                "type": "doorbell",
                "from": self.channel,
                "heads": [[stream, head] for stream, head in heads.items()],
                "notes": notes,
            }
            try:
                async with asyncio.timeout(RING_SECONDS):
                    await layer.group_send(GROUP, message)
            except Exception as problem:
                log.warning("no doorbell could be rung, others will poll: %s", problem)

    async def _listen(self, layer: Any) -> None:
        """Nothing here is given up by cancelling a wait: the layer would leave the channel."""
        while True:
            try:
                self.channel = self.channel or await layer.new_channel()
                await layer.group_add(GROUP, self.channel)
                while True:
                    message = await layer.receive(self.channel)
                    if message.get("from") != self.channel:
                        self.heard(message)
            except Exception as problem:
                log.warning("doorbells of others are not heard, polling goes on: %s", problem)
                await asyncio.sleep(LISTEN_AGAIN_SECONDS)

    def heard(self, message: dict[str, Any]) -> None:
        self.hub.rung({int(stream): int(head) for stream, head in message["heads"]})
        for note in message["notes"]:
            self.apply(note)

    def apply(self, note: dict[str, Any]) -> None:
        """Shows a note to the sockets of this process."""
        match note:
            case {"what": "typing", "stream": stream, "person": person, "name": name}:
                self._typing(stream, protocol.SomeoneTyping(stream, person, name))
            case {"what": "position", "person": person, "stream": stream, "seq": seq}:
                self._position(person, stream, seq)
            case {"what": "hands"}:
                self.hub.hands.hear(note)
            case {"what": "sign_out", "session": session}:
                revocation.sign_out(self.hub, session)

    def _position(self, person: int, stream: int, seq: int) -> None:
        """Only ever forward, whatever arrives late; the socket that read it knows already."""
        for line in self.hub.lines:
            behind = line.reads.get(stream, 0) < seq
            if line.person == person and stream in line.allowed and behind:
                line.reads[stream] = seq
                line.tell(protocol.Position(stream, seq))

    def _typing(self, stream: int, frame: protocol.SomeoneTyping) -> None:
        """Dropped first: a socket with half of its room in use does not get it."""
        text = protocol.encode(frame)
        if feed := self.hub.feeds.get(stream):
            for line in feed.lines:
                if line.person != frame.person and not line.is_slow:
                    line.push(text)
