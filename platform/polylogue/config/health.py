"""Two addresses for proxies and orchestrators, in front of everything else and for any host name."""

from __future__ import annotations

import logging
from typing import Any

from asgiref.typing import ASGIReceiveCallable, ASGISendCallable
from django.db import connection

from rooms.live import hub
from rooms.readers import read

log = logging.getLogger("polylogue.health")


class Health:
    """/healthz: the process lives. /readyz: it may be sent people, or 503."""

    def __init__(self, pages: Any) -> None:
        self.pages = pages

    async def __call__(
        self, scope: Any, receive: ASGIReceiveCallable, send: ASGISendCallable
    ) -> None:
        if scope["path"] == "/healthz":
            await _answer(send, 200, "alive")
        elif scope["path"] == "/readyz":
            await _answer(send, *await _readiness())
        else:
            await self.pages(scope, receive, send)


async def _readiness() -> tuple[int, str]:
    if hub.leaving:
        return 503, "leaving"
    try:
        await read(_ask_database)
    except Exception as problem:
        log.warning("the database does not answer: %s", problem)
        return 503, "no database"
    return 200, "ready"


def _ask_database() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")


async def _answer(send: ASGISendCallable, status: int, text: str) -> None:
    headers = [(b"content-type", b"text/plain"), (b"cache-control", b"no-store")]
    await send({"type": "http.response.start", "status": status, "headers": headers})  # type: ignore[typeddict-item]
    await send({"type": "http.response.body", "body": text.encode(), "more_body": False})
