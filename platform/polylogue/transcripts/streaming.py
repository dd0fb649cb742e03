"""Hands a registered transcript out while it is read, however long it is."""

from __future__ import annotations

from django.http import HttpRequest, StreamingHttpResponse

from polylogue.kit import streaming
from polylogue.log import writer
from polylogue.log.intents import Intent
from polylogue.log.reading import Head
from polylogue.transcripts import actions
from polylogue.transcripts.export import Transcript, transcript_of
from polylogue.transcripts.formats import FORMATS, file_name
from polylogue.transcripts.models import Download


def response(request: HttpRequest, download: Download) -> StreamingHttpResponse:
    """The file of a registered download, up to the entries that stood when it was registered."""
    file = FORMATS[download.format]
    return streaming.response(
        request,
        file.write(_transcript(download)),
        media_type=file.media_type,
        name=file_name(download),
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
