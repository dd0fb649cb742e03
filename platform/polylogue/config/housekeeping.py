"""What is cleared away once a day."""

from __future__ import annotations

from datetime import timedelta
from importlib import import_module

from django.conf import settings
from django.db.models.functions import Now
from django.utils import timezone

from polylogue.jobs.models import Job
from polylogue.jobs.tasks import Task, task
from rooms.models import Lease

KEPT_JOBS = timedelta(days=30)


@task("config.clear_sessions", daily=True)
class ClearSessions(Task, frozen=True):
    """Remove sign-ins that ran out."""

    def run(self, job: Job) -> None:
        import_module(settings.SESSION_ENGINE).SessionStore.clear_expired()


@task("config.clear_leases", daily=True)
class ClearLeases(Task, frozen=True):
    """Remove sockets that nobody renews and no server cleared away, because none was running."""

    def run(self, job: Job) -> None:
        Lease.objects.filter(until__lt=Now()).delete()


@task("config.clear_jobs", daily=True)
class ClearJobs(Task, frozen=True):
    """Remove jobs that were done or given up a month ago."""

    def run(self, job: Job) -> None:
        old = timezone.now() - KEPT_JOBS
        Job.objects.filter(done_at__lt=old).delete()
        Job.objects.filter(given_up_at__lt=old).delete()
