"""How long files are kept: as long as their message, or a day without one."""

from __future__ import annotations

from django.utils import timezone

from chat.attachments import intake
from chat.attachments.models import File
from polylogue.jobs import queue
from polylogue.jobs.models import Job
from polylogue.jobs.tasks import Task, task
from polylogue.kit.uploads import storing
from polylogue.kit.uploads.limits import KEPT_UNUSED
from polylogue.log.facts import forget_with
from polylogue.log.models import Entry


@task("attachments.remove")
class RemoveFiles(Task, frozen=True):
    """Remove bytes from the storage whose rows are gone."""

    stored: list[str]

    def run(self, job: Job) -> None:
        storing.discard(self.stored)


@task("attachments.clear", daily=True)
class ClearUnused(Task, frozen=True):
    """Remove files that nobody posted within a day, and bytes that never got a row."""

    def run(self, job: Job) -> None:
        unused = File.objects.filter(seq=None, uploaded_at__lt=timezone.now() - KEPT_UNUSED)
        for file in unused:
            if File.objects.filter(pk=file.pk, seq=None).delete()[0]:
                storing.discard(file.stored)
        storing.clear_strays(intake.FOLDER, _known)


@forget_with("chat.message_posted", "chat.reply_posted", "chat.message_edited")
def forget_files(entry: Entry) -> None:
    """The files of a message whose content is removed for good."""
    files = File.objects.filter(stream=entry.stream_id, seq=entry.data.get("message", entry.seq))
    stored = [name for file in files for name in file.stored]
    if stored:
        files.delete()
        queue.enqueue(RemoveFiles(stored))


def _known(folder: str) -> set[str]:
    rows = File.objects.filter(content__startswith=folder)
    return {name for file in rows for name in file.stored}
