"""What filling groups keeps: who is expected in one."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from breakout.models import Group, Round


class Expected(models.Model):
    """Somebody on a list who is not in the dialogue yet, and gets this seat when they join.

    Known by one of e-mail, code or name. Gone once they are seated, and when the round is over.
    """

    round = models.ForeignKey(Round, models.CASCADE, related_name="expected")
    group = models.ForeignKey(Group, models.CASCADE, related_name="expected")
    email = models.CharField(max_length=254, blank=True)
    name = models.CharField(max_length=80, blank=True)
    code_digest = models.CharField(max_length=64, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["round", field],
                condition=~Q(**{field: ""}),
                name=f"making_expected_{field}",
            )
            for field in ("email", "code_digest")
        ]

    def __str__(self) -> str:
        return f"somebody expected in group {self.group_id}"
