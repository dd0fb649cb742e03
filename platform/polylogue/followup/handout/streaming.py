"""The files of registered exports, read while they leave."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django.http import HttpRequest, StreamingHttpResponse
from django.utils.text import slugify

from polylogue.followup.handout import actions, formats
from polylogue.followup.handout.records import CREW_FIELDS, FIELDS, Record, crew_records, records
from polylogue.followup.models import LibraryExport
from polylogue.kit import streaming
from polylogue.log import writer
from polylogue.log.intents import Intent


def library_file(
    request: HttpRequest, export: LibraryExport, *, as_crew: bool
) -> StreamingHttpResponse:
    found = records(export.practices, export.by, as_crew=as_crew)
    return _file(request, export, _written(export, found, FIELDS), "library")


def dialogue_file(request: HttpRequest, export: LibraryExport) -> StreamingHttpResponse:
    found = crew_records(export.practices, export.by)
    title = slugify(export.dialogue.title[:60]) if export.dialogue else ""
    return _file(request, export, _written(export, found, CREW_FIELDS), f"good-practices-{title}")


def _written(
    export: LibraryExport, found: Iterable[Record], fields: Iterable[str]
) -> Iterator[bytes]:
    about: dict[str, Any] = {"at": export.at.isoformat(timespec="seconds")}
    if export.dialogue:
        about["dialogue"] = export.dialogue.title
    else:
        about["filters"] = export.wanted
    return formats.written(export.format, found, fields, about)


def _file(
    request: HttpRequest, export: LibraryExport, pieces: Iterator[bytes], name: str
) -> StreamingHttpResponse:
    return streaming.response(
        request,
        pieces,
        media_type=formats.MEDIA_TYPES[export.format],
        name=f"{name.strip('-')}-{export.at:%Y-%m-%d-%H%M}.{export.format}",
        finish=lambda sha256: _finish(export, sha256),
    )


def _finish(export: LibraryExport, sha256: str) -> None:
    writer.run(
        Intent(
            act=lambda: actions.finish_export(export.pk, sha256=sha256),
            actor=export.by_id,
            streams=(),
            lane=export.dialogue.stream_id if export.dialogue else 0,
        )
    )
