"""Threads of their own for database reads of the live side, so that no socket waits for a page."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import ParamSpec, TypeVar

from django.db import Error as DatabaseFault
from django.db import connection

log = logging.getLogger("polylogue.live")
READERS = 3

P = ParamSpec("P")
R = TypeVar("R")
_pool = ThreadPoolExecutor(READERS, thread_name_prefix="reader")


async def read(query: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
    """Runs a query in a reader thread; tries once more on a new connection if the first is lost."""
    loop = asyncio.get_running_loop()
    return await loop.run_in_executor(_pool, lambda: _once_more(query, *args, **kwargs))


def _once_more(query: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
    try:
        return query(*args, **kwargs)
    except DatabaseFault as problem:
        log.warning("a read is tried again on a new connection: %s", problem)
        _forget()
    try:
        return query(*args, **kwargs)
    except DatabaseFault:
        _forget()
        raise


def _forget() -> None:
    if not connection.in_atomic_block:
        connection.close()
