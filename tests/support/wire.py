"""A TCP line between clients and a server that a test can cut, tear, slow down or make forget."""

from __future__ import annotations

import asyncio
import contextlib
import socket
import struct
from collections.abc import Iterator
from typing import Self

CHUNK = 64 * 1024


class Wire:
    """A proxy on a free port. Its faults can be changed while it runs."""

    def __init__(self, port: int) -> None:
        self.to_port = port
        self.calls: set[Call] = set()
        self.cuts = 0
        self.delay = 0.0
        self.bytes_per_second = 0
        self.swallows_answers = False
        self.is_dead = False
        """Nothing gets through and nobody is told: a cable pulled out, half-open on both ends."""

    async def __aenter__(self) -> Self:
        self.server = await asyncio.start_server(self._accept, "127.0.0.1", 0, limit=CHUNK)
        port = self.server.sockets[0].getsockname()[1]
        self.site = f"http://127.0.0.1:{port}"
        return self

    async def __aexit__(self, *_: object) -> None:
        self.server.close()
        self.is_dead = False
        self.cut()
        while self.calls:  # noqa: ASYNC110
            await asyncio.sleep(0.01)

    def cut(self, count: int | None = None) -> None:
        """Resets this many connections (all by default) at once."""
        for call in list(self.calls)[:count]:
            self.cuts += 1
            call.reset()

    @contextlib.contextmanager
    def down(self) -> Iterator[None]:
        """A tunnel: every connection is reset, and nothing gets through until its end."""
        self.is_dead = True
        self.cut()
        try:
            yield
        finally:
            self.is_dead = False

    def tear(self, count: int | None = None) -> None:
        """Resets connections in the middle of the next thing the server sends."""
        for call in list(self.calls)[:count]:
            self.cuts += 1
            call.tears = True

    async def _accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        call = Call(self, reader, writer)
        self.calls.add(call)
        try:
            await call.run()
        finally:
            self.calls.discard(call)


class Call:
    """One connection through the wire."""

    def __init__(
        self, wire: Wire, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        self.wire = wire
        self.reader, self.writer = reader, writer
        self.tears = False

    async def run(self) -> None:
        try:
            far_reader, self.far_writer = await asyncio.open_connection(
                "127.0.0.1", self.wire.to_port
            )
        except OSError:
            self.writer.close()
            return
        up = asyncio.create_task(self._pump(self.reader, self.far_writer, is_answer=False))
        down = asyncio.create_task(self._pump(far_reader, self.writer, is_answer=True))
        try:
            await asyncio.wait({up, down}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            up.cancel()
            down.cancel()
            self.writer.close()
            self.far_writer.close()

    async def _pump(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, *, is_answer: bool
    ) -> None:
        try:
            while piece := await reader.read(CHUNK):
                while self.wire.is_dead:  # noqa: ASYNC110 - a test's patience
                    await asyncio.sleep(0.05)
                if is_answer and self.wire.swallows_answers:
                    continue
                if is_answer and self.tears:
                    writer.write(piece[: len(piece) // 2])
                    await asyncio.sleep(0.01)
                    self.reset()
                    return
                await self._slowly(len(piece))
                writer.write(piece)
                await writer.drain()
        except OSError:
            pass

    async def _slowly(self, size: int) -> None:
        wire = self.wire
        if wire.delay or wire.bytes_per_second:
            speed = wire.bytes_per_second
            await asyncio.sleep(wire.delay + (size / speed if speed else 0))

    def reset(self) -> None:
        """An RST to both ends, without a goodbye."""
        for writer in (self.writer, getattr(self, "far_writer", None)):
            if writer and not writer.transport.is_closing():
                plug = writer.get_extra_info("socket")
                plug.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
                writer.transport.abort()
