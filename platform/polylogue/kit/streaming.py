"""Hands a long file out while it is made: a chunk at a time, in a thread of its own."""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import AsyncIterator, Callable, Iterator
from concurrent.futures import ThreadPoolExecutor

from django.core.handlers.asgi import ASGIRequest
from django.db import connection
from django.http import HttpRequest, StreamingHttpResponse
from django.utils.http import content_disposition_header

CHUNK_BYTES = 64 * 1024
_pool = ThreadPoolExecutor(1, thread_name_prefix="files")


def response(
    request: HttpRequest,
    pieces: Iterator[bytes],
    *,
    media_type: str,
    name: str,
    finish: Callable[[str], None],
) -> StreamingHttpResponse:
    """A download of what `pieces` gives; `finish` gets its SHA-256 once it has left in full."""
    chunks = hashed(chunked(pieces), finish)
    content = in_thread(chunks) if isinstance(request, ASGIRequest) else chunks
    answer = StreamingHttpResponse(content, content_type=media_type)
    answer["Content-Disposition"] = content_disposition_header(True, name) or ""
    answer["Cache-Control"] = "private, no-store"
    return answer


def chunked(pieces: Iterator[bytes]) -> Iterator[bytes]:
    chunk = bytearray()
    for piece in pieces:
        chunk += piece
        if len(chunk) >= CHUNK_BYTES:
            yield bytes(chunk)
            chunk.clear()
    if chunk:
        yield bytes(chunk)


def hashed(chunks: Iterator[bytes], finish: Callable[[str], None]) -> Iterator[bytes]:
    """The same chunks; their hash is kept once the last one is taken."""
    digest = hashlib.sha256()
    for chunk in chunks:
        digest.update(chunk)
        yield chunk
    finish(digest.hexdigest())


async def in_thread(chunks: Iterator[bytes]) -> AsyncIterator[bytes]:
    """Reads in a thread of its own; files that are asked for at once take turns."""
    loop = asyncio.get_running_loop()
    try:
        while chunk := await loop.run_in_executor(_pool, next, chunks, b""):
            yield chunk
    finally:
        _pool.submit(connection.close)
