"""How long pictures are kept: as long as their pieces, deleted or not; or a day without one."""

from __future__ import annotations

from django.utils import timezone

from polylogue.jobs import queue
from polylogue.jobs.models import Job
from polylogue.jobs.tasks import Task, task
from polylogue.kit.uploads import storing
from polylogue.kit.uploads.limits import KEPT_UNUSED
from whiteboard.pictures import intake
from whiteboard.pictures.models import Picture


@task("board.remove_pictures")
class RemovePictures(Task, frozen=True):
    """Remove bytes from the storage whose rows are gone."""

    stored: list[str]

    def run(self, job: Job) -> None:
        storing.discard(self.stored)


@task("board.clear_pictures", daily=True)
class ClearUnused(Task, frozen=True):
    """Remove pictures that nobody laid within a day, and bytes that never got a row."""

    def run(self, job: Job) -> None:
        unused = Picture.objects.filter(piece="", uploaded_at__lt=timezone.now() - KEPT_UNUSED)
        for picture in unused:
            if Picture.objects.filter(pk=picture.pk, piece="").delete()[0]:
                storing.discard(picture.stored)
        storing.clear_strays(intake.FOLDER, _known)


def forget(picture: str) -> None:
    """Its bytes are removed for good, also from the boards that came with copies of it."""
    found = Picture.objects.filter(pk=picture).first()
    if found is not None:
        Picture.objects.filter(content=found.content).delete()
        queue.enqueue(RemovePictures(found.stored))


def _known(folder: str) -> set[str]:
    rows = Picture.objects.filter(content__startswith=folder)
    return {name for picture in rows for name in picture.stored}
