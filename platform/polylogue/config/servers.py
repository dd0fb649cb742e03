"""The two ASGI servers, set up alike."""

from __future__ import annotations

import asyncio
import socket
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import uvicorn
from autobahn.twisted import websocket as autobahn_twisted
from autobahn.websocket import protocol as autobahn
from daphne.server import Server, reactor

from polylogue.config import sending
from polylogue.config.departure import Leaver
from rooms.protocol import FRAME_BYTES

PING_SECONDS = 20
PONG_SECONDS = 60
HANDSHAKE_SECONDS = 30
HTTP_SECONDS = 120


class Daphne(Server):  # type: ignore[misc]
    """daphne, without its day-long lifetime of sockets, its version and its own signal handlers."""

    def __init__(self, application: Any, host: str, port: int) -> None:
        super().__init__(
            application,
            endpoints=[f"tcp:port={port}:interface={host.replace(':', chr(92) + ':')}"],
            signal_handlers=False,
            http_timeout=HTTP_SECONDS,
            websocket_timeout=-1,
            websocket_connect_timeout=HANDSHAKE_SECONDS,
            websocket_handshake_timeout=HANDSHAKE_SECONDS,
            websocket_max_message_size=FRAME_BYTES,
            websocket_max_frame_size=FRAME_BYTES,
            ping_interval=PING_SECONDS,
            ping_timeout=PONG_SECONDS,
            server_name="",
            verbosity=0,
        )
        self.loop: asyncio.AbstractEventLoop = reactor._asyncioEventloop
        self.ports: list[Any] = []
        self.problem = ""
        _colour_nothing()
        sending.install()

    def run(self) -> int:
        super().run()
        if self.problem:
            print(f"polylogue: {self.problem}", file=sys.stderr)  # noqa: T201
        return 1 if self.problem else 0

    def listen_success(self, port: Any) -> None:
        super().listen_success(port)
        self.ports.append(port)

    def listen_error(self, failure: Any) -> None:
        self.problem = failure.getErrorMessage()
        self.stop()

    async def handle_reply(self, protocol: Any, message: dict[str, Any]) -> None:
        text = message.get("text") if message["type"] == "websocket.send" else None
        if not text or not protocol.send_promptly(text):
            await super().handle_reply(protocol, message)

    def stop_accepting(self) -> None:
        for port in self.ports:
            port.stopListening()

    def is_answering(self) -> bool:
        running = (known.get("application_instance") for known in self.connections.values())
        return any(application and not application.done() for application in running)

    def kill_all_applications(self) -> None:
        """Cancels what is left; daphne's own stumbles over connections that have no application."""
        for known in self.connections.values():
            if application := known.get("application_instance"):
                application.cancel()


def _colour_nothing() -> None:
    """autobahn colours names for a debug line per frame that is never shown: 15 % of a send."""
    for module in (autobahn, autobahn_twisted):
        for name in ("hlval", "hltype"):
            setattr(module, name, lambda value: value)


class Uvicorn(uvicorn.Server):
    """uvicorn with the same limits; a frame costs it a fifth of daphne's."""

    def __init__(self, application: Any, host: str, port: int) -> None:
        config = uvicorn.Config(
            application,
            host=host,
            port=port,
            ws="websockets-sansio",
            ws_max_size=FRAME_BYTES,
            ws_ping_interval=PING_SECONDS,
            ws_ping_timeout=PONG_SECONDS,
            ws_per_message_deflate=False,
            lifespan="off",
            proxy_headers=False,
            server_header=False,
            access_log=False,
            log_config=None,
            timeout_graceful_shutdown=1,
        )
        super().__init__(config)
        self.loop: asyncio.AbstractEventLoop = asyncio.new_event_loop()

    def run(self, sockets: list[socket.socket] | None = None) -> int:  # type: ignore[override]
        asyncio.set_event_loop(self.loop)
        self.loop.run_until_complete(self.serve(sockets))
        return 0 if self.started else 1

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Signals are the departure's."""
        yield

    def stop_accepting(self) -> None:
        for server in self.servers:
            server.close()

    def is_answering(self) -> bool:
        return bool(self.server_state.tasks)

    def stop(self) -> None:
        self.should_exit = True


SERVERS: dict[str, Callable[[Any, str, int], Leaver]] = {"daphne": Daphne, "uvicorn": Uvicorn}
