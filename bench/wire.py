"""A swarm of very cheap WebSocket clients on loopback, so that one core can load a server."""

from __future__ import annotations

import asyncio
import os
import struct
from base64 import b64encode
from collections.abc import Callable

TEXT, BINARY, CLOSE, PING, PONG = 0x1, 0x2, 0x8, 0x9, 0xA


class Client(asyncio.Protocol):
    """One socket. `hear(client, payload)` gets each text frame as bytes."""

    def __init__(self, request: bytes, hear: Callable[[Client, bytes], None]) -> None:
        self.request = request
        self.hear = hear
        self.buffer = b""
        self.opened = asyncio.get_running_loop().create_future()
        self.transport: asyncio.Transport | None = None
        self.is_open = False
        self.closed_with: int | None = None
        self.stream = 0
        self.cursor = 0
        self.bytes_since = self.ack_bytes = 0
        self.acked_at = 0.0

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport
        transport.write(self.request)

    def data_received(self, data: bytes) -> None:
        buffer = self.buffer + data if self.buffer else data
        if not self.is_open:
            end = buffer.find(b"\r\n\r\n")
            if end < 0:
                self.buffer = buffer
                return
            if b" 101 " not in buffer[:end].split(b"\r\n", 1)[0]:
                self.opened.set_exception(ConnectionError(buffer[:end].decode("latin-1")))
                return
            self.is_open = True
            self.opened.set_result(None)
            buffer = buffer[end + 4 :]
        self.buffer = self._frames(buffer)

    def _frames(self, buffer: bytes) -> bytes:
        start, end = 0, len(buffer)
        while end - start >= 2:
            opcode, size, at = buffer[start] & 0xF, buffer[start + 1] & 0x7F, start + 2
            if size == 126:
                if end - at < 2:
                    break
                size = struct.unpack_from("!H", buffer, at)[0]
                at += 2
            elif size == 127:
                if end - at < 8:
                    break
                size = struct.unpack_from("!Q", buffer, at)[0]
                at += 8
            if end - at < size:
                break
            payload = buffer[at : at + size]
            start = at + size
            if opcode in {TEXT, BINARY}:
                self.hear(self, payload)
            elif opcode == PING:
                self._send(PONG, payload)
            elif opcode == CLOSE:
                self.closed_with = struct.unpack("!H", payload[:2])[0] if payload else 1005
        return buffer[start:]

    def say(self, text: bytes) -> None:
        self._send(TEXT, text)

    def say_bytes(self, content: bytes) -> None:
        self._send(BINARY, content)

    def _send(self, opcode: int, payload: bytes) -> None:
        """Masked with zeros, which leaves the payload as it is and is legal."""
        size = len(payload)
        if size < 126:
            head = bytes((0x80 | opcode, 0x80 | size))
        elif size < 2**16:
            head = struct.pack("!BBH", 0x80 | opcode, 0x80 | 126, size)
        else:
            head = struct.pack("!BBQ", 0x80 | opcode, 0x80 | 127, size)
        assert self.transport is not None
        self.transport.write(head + b"\0\0\0\0" + payload)

    def connection_lost(self, exc: Exception | None) -> None:
        if not self.opened.done():
            self.opened.set_exception(exc or ConnectionError("closed during the handshake"))
        self.is_open = False

    def leave(self) -> None:
        self.is_open = False
        if self.transport:
            self.transport.abort()


def request(
    port: int, path: str, *, cookie: str = "", origin: str = "", protocol: str = ""
) -> bytes:
    lines = [
        f"GET {path} HTTP/1.1",
        f"Host: 127.0.0.1:{port}",
        "Upgrade: websocket",
        "Connection: Upgrade",
        f"Sec-WebSocket-Key: {b64encode(os.urandom(16)).decode()}",
        "Sec-WebSocket-Version: 13",
    ]
    lines += [f"Cookie: {cookie}"] if cookie else []
    lines += [f"Origin: {origin}"] if origin else []
    lines += [f"Sec-WebSocket-Protocol: {protocol}"] if protocol else []
    return "\r\n".join([*lines, "", ""]).encode()


async def connect(
    port: int, requests: list[bytes], hear: Callable[[Client, bytes], None], at_once: int = 25
) -> list[Client]:
    """Opens one client per request, a few at a time."""
    loop = asyncio.get_running_loop()
    clients: list[Client] = []
    for start in range(0, len(requests), at_once):
        some = requests[start : start + at_once]
        made = await asyncio.gather(
            *(
                loop.create_connection(lambda one=one: Client(one, hear), "127.0.0.1", port)
                for one in some
            )
        )
        new = [client for _, client in made]
        await asyncio.gather(*(asyncio.wait_for(client.opened, 60) for client in new))
        clients += new
    return clients
