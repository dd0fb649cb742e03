"""What groups bring home, and who reports when."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from breakout.models import Group, Round
from polylogue.log.models import Stream
from rooms.models import Room


class Sheet(models.Model):
    """The harvest of a group: its words are texts of its room, here is what became of them.

    It is handed in while `handed_at` is set, by the dialogue's entry `seq`. `because`: why there is
    nothing, in the group's words. `late_by`: who last changed it after the group was closed.
    """

    room = models.OneToOneField(Room, models.PROTECT, related_name="harvest")
    reporter = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    because = models.CharField(max_length=300, blank=True)
    handed_at = models.DateTimeField(null=True)
    handed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    seq = models.BigIntegerField(null=True)
    late_at = models.DateTimeField(null=True)
    late_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    is_untold = models.BooleanField(default=False)

    def __str__(self) -> str:
        return f"harvest of room {self.room_id}"

    @property
    def is_handed_in(self) -> bool:
        return self.handed_at is not None


class Turn(models.Model):
    """A group's turn to report to the plenary: it waits, has the floor until `ends_at`, is over."""

    round = models.ForeignKey(Round, models.CASCADE, related_name="turns")
    group = models.ForeignKey(Group, models.CASCADE, related_name="turns")
    position = models.PositiveSmallIntegerField()
    called_at = models.DateTimeField(null=True)
    ends_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["round", "position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["round", "group"],
                condition=models.Q(ended_at=None),
                name="harvest_turn_once_at_a_time",
            ),
        ]

    def __str__(self) -> str:
        return f"turn of group {self.group_id}"

    @property
    def is_now(self) -> bool:
        return self.called_at is not None and self.ended_at is None


class Pulse(models.Model):
    """Whether a job will tell a dialogue which sheets changed lately, and when."""

    stream = models.OneToOneField(Stream, models.CASCADE, primary_key=True, related_name="+")
    due_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"changes of harvests in stream {self.stream_id}"
