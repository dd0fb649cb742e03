"""What is to be done in the background, kept in the database beside what it belongs to."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils import timezone


class JobQuerySet(models.QuerySet["Job"]):
    def waiting(self) -> JobQuerySet:
        return self.filter(done_at=None, given_up_at=None)

    def ready(self) -> JobQuerySet:
        """Due, and in nobody's hands: never taken, put back, or held by a worker that is gone."""
        now = timezone.now()
        free = models.Q(held_until=None) | models.Q(held_until__lt=now)
        return self.waiting().filter(free, due_at__lte=now)


class Job(models.Model):
    """One task, to be run once at `due_at` or soon after; `version` rises when it is put off.

    A worker takes it by raising `tries` from the value it saw, so that two never hold one.
    A task that cannot be repeated sets `crossed_at` before its last step.
    """

    kind = models.CharField(max_length=64)
    args: models.JSONField[Any, Any] = models.JSONField(default=dict)
    name = models.CharField(max_length=128, blank=True)
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(default=timezone.now)
    due_at = models.DateTimeField(default=timezone.now)
    tries = models.PositiveSmallIntegerField(default=0)
    held_until = models.DateTimeField(null=True)
    crossed_at = models.DateTimeField(null=True)
    done_at = models.DateTimeField(null=True)
    given_up_at = models.DateTimeField(null=True)
    problem = models.TextField(blank=True)

    objects = JobQuerySet.as_manager()

    class Meta:
        ordering = ["due_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["name"], condition=~models.Q(name=""), name="jobs_job_name_once"
            ),
        ]
        indexes = [
            models.Index(
                fields=["due_at"],
                condition=models.Q(done_at=None, given_up_at=None),
                name="jobs_job_waiting",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"
