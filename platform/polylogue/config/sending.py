"""How daphne's sockets send: a text for many is framed once and goes out at once.

autobahn frames and Twisted registers each socket for writing anew, which is most of what a frame
costs on daphne (figures: docs/architecture.md); `servers.Daphne` asks here first. Anything unusual
takes their own way.
"""

from __future__ import annotations

import struct

from daphne.ws_protocol import WebSocketFactory, WebSocketProtocol

TEXT = 0x81


class PromptWebSocket(WebSocketProtocol):  # type: ignore[misc]
    """daphne's socket, which hands a text to the kernel if nothing waits before it."""

    def send_promptly(self, text: str) -> bool:
        """Sends the text if it can go at once; what the kernel does not take, Twisted keeps."""
        if self.state != self.STATE_OPEN or self._waits():
            return False
        frame = _framed(text)
        try:
            sent = self.transport.socket.send(frame)
        except OSError:  # full or gone: Twisted finds out which
            sent = 0
        if sent < len(frame):
            self.transport.write(frame[sent:])
        return True

    def _waits(self) -> bool:
        """Whether something is buffered that must go out first, or the transport is not plain TCP."""
        transport = self.transport
        if getattr(transport, "TLS", True) or not transport.connected or transport.disconnecting:
            return True
        return bool(transport.dataBuffer or transport._tempDataBuffer)


def install() -> None:
    """Has every daphne of this process make such sockets."""
    WebSocketFactory.protocol = PromptWebSocket


_last: tuple[str, bytes] = ("", b"")


def _framed(text: str) -> bytes:
    """A whole, unmasked text frame (RFC 6455, 5.2); the hub sends the same text to many in a row."""
    global _last
    if _last[0] is text:
        return _last[1]
    payload = text.encode()
    size = len(payload)
    if size < 126:
        head = struct.pack("!BB", TEXT, size)
    elif size < 1 << 16:
        head = struct.pack("!BBH", TEXT, 126, size)
    else:
        head = struct.pack("!BBQ", TEXT, 127, size)
    _last = text, head + payload
    return _last[1]
