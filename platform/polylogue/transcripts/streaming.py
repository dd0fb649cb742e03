"""Hands registered files out: a transcript while it is read, an export as it was made."""

from __future__ import annotations

from collections.abc import Iterator

from django.core.files.storage import default_storage
from django.http import Http404, HttpRequest, StreamingHttpResponse

from polylogue.kit import streaming
from polylogue.log import writer
from polylogue.log.intents import Intent
from polylogue.log.reading import Head
from polylogue.transcripts import actions, file_names
from polylogue.transcripts.export import Transcript, transcript_of
from polylogue.transcripts.formats import FORMATS
from polylogue.transcripts.models import Download
from polylogue.transcripts.personal import personal_data


def response(request: HttpRequest, download: Download) -> StreamingHttpResponse:
    """The file of a registered download, up to the entries that stood when it was registered."""
    file = FORMATS[download.format]
    pieces = file.write(_transcript(download))
    return _file(request, download, pieces, file.media_type, file_names.transcript(download))


def package(request: HttpRequest, download: Download) -> StreamingHttpResponse:
    """The file of an export out of the private storage; 404 if it was removed meanwhile."""
    export = download.export
    try:
        stored = default_storage.open(export.stored) if export else None
    except FileNotFoundError:
        stored = None
    if stored is None or export is None:
        raise Http404
    chunks: Iterator[bytes] = iter(lambda: stored.read(streaming.CHUNK_BYTES), b"")
    return _file(request, download, chunks, "application/zip", file_names.package(export))


def personal(request: HttpRequest, download: Download) -> StreamingHttpResponse:
    pieces = personal_data(download.dialogue, download.by)
    return _file(
        request, download, pieces, "application/json", file_names.personal(download.dialogue)
    )


def _file(
    request: HttpRequest, download: Download, pieces: Iterator[bytes], media_type: str, name: str
) -> StreamingHttpResponse:
    return streaming.response(
        request,
        pieces,
        media_type=media_type,
        name=name,
        finish=lambda sha256: _finish(download, sha256),
    )


def _finish(download: Download, sha256: str) -> None:
    finished = Intent(
        act=lambda: actions.finish_download(download.pk, sha256=sha256),
        actor=download.by_id,
        streams=(),
        lane=download.dialogue.stream_id,
    )
    writer.run(finished)


def _transcript(download: Download) -> Transcript:
    heads = {stream: Head(epoch, seq) for stream, epoch, seq in download.heads}
    return transcript_of(download.dialogue, download.room, heads=heads)
