"""Django's pages on ASGI, each in one go on a thread that the next one uses again."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from asgiref.sync import ThreadSensitiveContext, sync_to_async
from django.core.handlers.asgi import ASGIHandler
from django.http import HttpRequest
from django.http.response import HttpResponseBase

# Fewer than there are connections to the database; and a hundred at once would leave the sockets no turn.
PAGES_AT_ONCE = 12


class Pages(ASGIHandler):
    """Django's own handler comes back to the event loop between middleware and view, which is for views that are
    coroutines; ours are all plain. And it begins two threads for every page, one to end the other."""

    # A board is a third of a megabyte: it is in memory anyway, and goes to the server in one piece.
    chunk_size = 2**19

    def __init__(self) -> None:
        super().__init__()
        self.threads: list[ThreadPoolExecutor] = []
        self.turns = asyncio.Semaphore(PAGES_AT_ONCE)

    def load_middleware(self, is_async: bool = False) -> None:
        super().load_middleware(is_async=False)

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        thread = self.threads.pop() if self.threads else ThreadPoolExecutor(1, "page")
        is_free = False
        try:
            async with ThreadSensitiveContext(executor=thread):
                await self.handle(scope, receive, send)
            is_free = True
        finally:
            self._give_back(thread, is_free=is_free)

    def _give_back(self, thread: ThreadPoolExecutor, *, is_free: bool) -> None:
        """A view may still run where its page was given up: that thread ends with it."""
        if is_free and len(self.threads) < PAGES_AT_ONCE:
            self.threads.append(thread)
        else:
            thread.shutdown(wait=False)

    async def get_response_async(self, request: HttpRequest) -> HttpResponseBase:
        async with self.turns:
            return await sync_to_async(self.get_response)(request)
