"""How long files are kept: as long as their message, or a day without one."""

from __future__ import annotations

from datetime import timedelta

from django.core.files.storage import default_storage
from django.utils import timezone

from chat.attachments import intake
from chat.attachments.limits import KEPT_UNUSED
from chat.attachments.models import File
from polylogue.jobs import queue
from polylogue.jobs.models import Job
from polylogue.jobs.tasks import Task, task
from polylogue.log.facts import forget_with
from polylogue.log.models import Entry

LOOKED_BACK_DAYS = 3


@task("attachments.remove")
class RemoveFiles(Task, frozen=True):
    """Remove bytes from the storage whose rows are gone."""

    stored: list[str]

    def run(self, job: Job) -> None:
        intake.discard(self.stored)


@task("attachments.clear", daily=True)
class ClearUnused(Task, frozen=True):
    """Remove files that nobody posted within a day, and bytes that never got a row."""

    def run(self, job: Job) -> None:
        unused = File.objects.filter(seq=None, uploaded_at__lt=timezone.now() - KEPT_UNUSED)
        for file in unused:
            if File.objects.filter(pk=file.pk, seq=None).delete()[0]:
                intake.discard(file.stored)
        for days in range(1, LOOKED_BACK_DAYS + 1):
            _clear_strays(f"{intake.FOLDER}/{timezone.now() - timedelta(days=days):%Y-%m-%d}")


@forget_with("chat.message_posted", "chat.reply_posted", "chat.message_edited")
def forget_files(entry: Entry) -> None:
    """The files of a message whose content is removed for good."""
    files = File.objects.filter(stream=entry.stream_id, seq=entry.data.get("message", entry.seq))
    stored = [name for file in files for name in file.stored]
    if stored:
        files.delete()
        queue.enqueue(RemoveFiles(stored))


def _clear_strays(folder: str) -> None:
    """What a server stored that was killed before it wrote the row; all in the folder is a day old."""
    try:
        _folders, names = default_storage.listdir(folder)
    except FileNotFoundError:
        return
    rows = File.objects.filter(content__startswith=f"{folder}/")
    known = {name for file in rows for name in file.stored}
    intake.discard([name for name in (f"{folder}/{n}" for n in names) if name not in known])
