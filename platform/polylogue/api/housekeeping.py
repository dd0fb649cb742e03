"""What is cleared away once a day of what programs did."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from polylogue.api.models import Delivery, Use
from polylogue.jobs.models import Job
from polylogue.jobs.tasks import Task, task

KEPT_DELIVERIES = timedelta(days=30)
KEPT_USES = timedelta(days=400)


@task("api.clear_old", daily=True)
class ClearOld(Task, frozen=True):
    """Remove what webhooks were told a month ago, and which tokens were used a year ago."""

    def run(self, job: Job) -> None:
        told = Delivery.objects.exclude(state=Delivery.State.WAITING, webhook__removed_at=None)
        told.filter(made_at__lt=timezone.now() - KEPT_DELIVERIES).delete()
        Use.objects.filter(last_at__lt=timezone.now() - KEPT_USES).delete()
