"""Sockets are for our own pages only."""

from __future__ import annotations

from typing import Any

from channels.security.websocket import WebsocketDenier


class OwnOrigins:
    """Refuses a handshake whose one Origin is not, letter by letter, one of ours."""

    def __init__(self, application: Any, origins: list[str]) -> None:
        self.application = application
        self.origins = {origin.lower().encode() for origin in origins}
        self.refuse = WebsocketDenier()

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        given = [value.lower() for name, value in scope["headers"] if name.lower() == b"origin"]
        ours = len(given) == 1 and given[0] in self.origins
        await (self.application if ours else self.refuse)(scope, receive, send)
