from datetime import timedelta

import pytest
from django.utils import timezone

from chat.questions.models import Pulse
from polylogue.jobs import queue, worker
from tests.chat.questions import asked


@pytest.fixture
def desk(plenary, ben):
    """The plenary takes questions."""
    asked.arrange(plenary, ben)
    return plenary


@pytest.fixture
def reviewed(plenary, ben):
    """The plenary takes questions, and its crew looks at each before everyone sees it."""
    asked.arrange(plenary, ben, reviewed=True)
    return plenary


@pytest.fixture
def later(plenary):
    """Lets a second pass for the votes of the plenary, and does what is due."""

    def pass_by():
        moved = Pulse.objects.get(stream=plenary.stream_id)
        moved.told_at -= timedelta(seconds=1)
        moved.save()
        queue.Job.objects.filter(kind="questions.count_votes").waiting().update(
            due_at=timezone.now()
        )
        while job := queue.take():
            worker.do(job)

    return pass_by
