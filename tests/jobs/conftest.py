from __future__ import annotations

import pytest

from polylogue.jobs import tasks
from polylogue.jobs.models import Job
from polylogue.jobs.tasks import Task

ran: list[str] = []


class Note(Task, frozen=True):
    """Writes down that it ran; fails as often as it is told to."""

    text: str
    kind = "tests.note"

    def run(self, job: Job) -> None:
        if self.text == "trouble":
            raise OSError("the disk is full")
        ran.append(self.text)


@pytest.fixture(autouse=True)
def notes(monkeypatch: pytest.MonkeyPatch, db: None) -> list[str]:
    """What tasks of the kind `tests.note` wrote, in this test."""
    monkeypatch.setitem(tasks.KINDS, Note.kind, Note)
    ran.clear()
    return ran
