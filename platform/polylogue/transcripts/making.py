"""Writes the files of an export in the background: once, however often it is begun."""

from __future__ import annotations

import hashlib
import tempfile
import time
import uuid
import zipfile
from collections.abc import Callable, Iterator
from datetime import UTC, timedelta
from functools import partial
from typing import IO, Any

from django.core.files import File
from django.core.files.storage import default_storage
from django.utils import timezone

from polylogue.jobs import queue
from polylogue.jobs.models import Job
from polylogue.jobs.tasks import Task, task
from polylogue.log import writer
from polylogue.log.intents import Intent
from polylogue.log.reading import Head
from polylogue.transcripts import manifest, recalling
from polylogue.transcripts.cut import Transcript, transcript_of
from polylogue.transcripts.filing import FORMS
from polylogue.transcripts.models import Export

SECONDS_BETWEEN = 0.5
FOLDER = "exports"
LEFT_OVER_AFTER = timedelta(days=1)


class Cancelled(Exception):
    """Nobody wants the files any more."""


@task("transcripts.write_export")
class WriteExport(Task, frozen=True):
    """Write the files of an export; begun again after a fault, it starts from nothing."""

    export: str
    slow = True
    hold = timedelta(seconds=60)
    tries = 5

    def run(self, job: Job) -> None:
        export = (
            Export.objects.under_way().select_related("dialogue").filter(pk=self.export).first()
        )
        if export is None:
            return
        _change(export, begun_at=timezone.now(), done=0)
        try:
            _make(export, Progress(export, job))
        except Cancelled:
            return

    def given_up(self, job: Job) -> None:
        found = Export.objects.under_way().select_related("dialogue").filter(pk=self.export)
        for export in found:
            _change(export, failed_at=timezone.now())


@task("transcripts.remove_exports", daily=True)
class RemoveExports(Task, frozen=True):
    """Remove the files of exports that nobody can fetch any more, and those that belong to none.

    The latter a worker left that died before it could say where they are, or a dialogue that is gone.
    """

    def run(self, job: Job) -> None:
        for export in Export.objects.filter(removed_at=None).select_related("dialogue"):
            if export.expires_at < timezone.now() or _is_overtaken(export):
                if export.stored:
                    default_storage.delete(export.stored)
                _change(export, removed_at=timezone.now())
        for name in _left_over():
            default_storage.delete(name)


class Progress:
    """Counts entries, says now and then how far it is, and stops if somebody cancelled or took over."""

    def __init__(self, export: Export, job: Job) -> None:
        self.export, self.job = export, job
        self.done = 0
        self.said_at = time.monotonic()

    def tick(self, count: int) -> None:
        self.done += count
        if time.monotonic() - self.said_at >= SECONDS_BETWEEN:
            self.say()

    def say(self) -> None:
        queue.hold_on(self.job)
        if not Export.objects.under_way().filter(pk=self.export.pk).update(done=self.done):
            raise Cancelled
        self.said_at = time.monotonic()


def transcript(export: Export) -> Transcript:
    """What it tells: up to the entries that stood when it was asked for."""
    heads = {stream: Head(epoch, seq) for stream, epoch, seq in export.heads}
    return transcript_of(
        export.dialogue,
        choices=export.chosen,
        reader=export.by_id if export.is_for_one else None,
        heads=heads,
        key=str(export.pk),
    )


def _is_overtaken(export: Export) -> bool:
    return export.stored != "" and recalling.is_overtaken(export)


def _left_over() -> list[str]:
    """Files of no export, older than any that is being made."""
    try:
        _folders, names = default_storage.listdir(FOLDER)
    except FileNotFoundError:
        return []
    paths = {f"{FOLDER}/{name}" for name in names}
    paths -= set(Export.objects.filter(removed_at=None).values_list("stored", flat=True))
    before = timezone.now() - LEFT_OVER_AFTER
    return sorted(path for path in paths if default_storage.get_modified_time(path) < before)


def _make(export: Export, progress: Progress) -> None:
    with tempfile.TemporaryFile() as file:
        _write(export, file, progress.tick)
        progress.say()
        size, sha256 = file.tell(), _hash_of(file)
        file.seek(0)
        stored = default_storage.save(f"{FOLDER}/{uuid.uuid4()}.zip", File(file))
    if not _finish(export, stored, size, sha256):
        default_storage.delete(stored)


def _write(export: Export, file: IO[bytes], tick: Callable[[int], None]) -> None:
    told = transcript(export)
    files = []
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for form in export.forms:
            for name, pieces in FORMS[form].files(told, tick):
                files.append(_put(archive, export, name, pieces))
        _put(archive, export, manifest.NAME, iter([manifest.made(export, told, files)]))
    file.seek(0, 2)


def _put(
    archive: zipfile.ZipFile, export: Export, name: str, pieces: Iterator[bytes]
) -> dict[str, Any]:
    """Adds a file a piece at a time; says its size and hash."""
    when = export.asked_at.astimezone(UTC)
    about = zipfile.ZipInfo(name, when.timetuple()[:6])
    about.compress_type, about.external_attr = zipfile.ZIP_DEFLATED, 0o600 << 16
    digest, size = hashlib.sha256(), 0
    with archive.open(about, "w", force_zip64=True) as target:
        for piece in pieces:
            target.write(piece)
            digest.update(piece)
            size += len(piece)
    return {"name": name, "size": size, "sha256": digest.hexdigest()}


def _hash_of(file: IO[bytes]) -> str:
    file.seek(0)
    return hashlib.file_digest(file, "sha256").hexdigest()  # type: ignore[arg-type]


def _finish(export: Export, stored: str, size: int, sha256: str) -> bool:
    """False if it was cancelled meanwhile, or another worker was faster."""
    changed = {"stored": stored, "size": size, "sha256": sha256, "done": export.total}
    return _change(export, finished_at=timezone.now(), **changed)


def _change(export: Export, **fields: Any) -> bool:
    wanted = Export.objects.filter(pk=export.pk)
    if "removed_at" not in fields:
        wanted = wanted.filter(finished_at=None, cancelled_at=None, failed_at=None)
    intent = Intent(
        act=partial(_updated, wanted, fields),
        actor=export.by_id,
        streams=(),
        lane=export.dialogue.stream_id,
    )
    return bool(writer.run(intent).result)


def _updated(wanted: Any, fields: dict[str, Any]) -> int:
    return int(wanted.update(**fields))
