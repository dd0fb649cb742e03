"""Hands a transcript out while it is read: a chunk at a time, however long it is."""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import AsyncIterator, Iterator
from concurrent.futures import ThreadPoolExecutor

from django.core.handlers.asgi import ASGIRequest
from django.db import connection
from django.http import HttpRequest, StreamingHttpResponse
from django.utils.http import content_disposition_header

from polylogue.log import writer
from polylogue.log.intents import Intent
from polylogue.log.reading import Head
from polylogue.transcripts import actions
from polylogue.transcripts.export import Transcript, transcript_of
from polylogue.transcripts.formats import FORMATS, file_name
from polylogue.transcripts.models import Download

CHUNK_BYTES = 64 * 1024
_pool = ThreadPoolExecutor(1, thread_name_prefix="transcripts")


def response(request: HttpRequest, download: Download) -> StreamingHttpResponse:
    """The file of a registered download, up to the entries that stood when it was registered."""
    file = FORMATS[download.format]
    chunks = registered(download, chunked(file.write(_transcript(download))))
    content = in_thread(chunks) if isinstance(request, ASGIRequest) else chunks
    answer = StreamingHttpResponse(content, content_type=file.media_type)
    answer["Content-Disposition"] = content_disposition_header(True, file_name(download)) or ""
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


def registered(download: Download, chunks: Iterator[bytes]) -> Iterator[bytes]:
    """The same chunks; their hash is kept once the last one is taken."""
    digest = hashlib.sha256()
    for chunk in chunks:
        digest.update(chunk)
        yield chunk
    finished = Intent(
        act=lambda: actions.finish_download(download.pk, sha256=digest.hexdigest()),
        actor=download.by_id,
        streams=(),
        lane=download.dialogue.stream_id,
    )
    writer.run(finished)


async def in_thread(chunks: Iterator[bytes]) -> AsyncIterator[bytes]:
    """Reads in a thread of its own; transcripts that are asked for at once take turns."""
    loop = asyncio.get_running_loop()
    try:
        while chunk := await loop.run_in_executor(_pool, next, chunks, b""):
            yield chunk
    finally:
        _pool.submit(connection.close)


def _transcript(download: Download) -> Transcript:
    heads = {stream: Head(epoch, seq) for stream, epoch, seq in download.heads}
    return transcript_of(download.dialogue, download.room, heads=heads)
