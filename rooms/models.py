"""Rooms: where the people of a dialogue are together, and who can follow which stream."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from polylogue.dialogues.models import Dialogue
from polylogue.log.models import Stream

LEASE = timedelta(seconds=45)


class RoomQuerySet(models.QuerySet["Room"]):
    def visible_to(self, person: Any) -> RoomQuerySet:
        return self.filter(
            stream__attachments__person_id=person.pk, stream__attachments__until_seq=None
        )


class Room(models.Model):
    """A place to talk. The plenary is made with the dialogue; further rooms are open to all in it.

    Groups are only for those who are taken there, and for the crew.
    """

    class Kind(models.TextChoices):
        PLENARY = "plenary", _("Plenary")
        ROOM = "room", _("Room")
        GROUP = "group", _("Group")

    class Rule(models.TextChoices):
        """What may leave the room; from the strictest to the most open (rooms.confidentiality)."""

        PRIVATE = "private", _("Private to the room")
        UNATTRIBUTED = "unattributed", _("Usable without attribution")
        BY_CITY = "by_city", _("By city")
        PUBLIC = "public", _("Public")

    dialogue = models.ForeignKey(Dialogue, models.CASCADE, related_name="rooms")
    stream = models.OneToOneField(Stream, models.PROTECT, related_name="room")
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.ROOM)
    title = models.CharField(_("title"), max_length=120)
    purpose = models.CharField(_("purpose"), max_length=300, blank=True)
    position = models.PositiveSmallIntegerField(default=0)
    rule = models.CharField(_("confidentiality"), max_length=12, choices=Rule, default=Rule.PRIVATE)
    closed_at = models.DateTimeField(null=True, blank=True)

    objects = RoomQuerySet.as_manager()

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["dialogue"],
                condition=models.Q(kind="plenary"),
                name="rooms_one_plenary_per_dialogue",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("rooms:show", args=[self.dialogue.slug, self.pk])

    @property
    def is_open(self) -> bool:
        return self.closed_at is None


class Annex(models.Model):
    """A further stream of a room, such as that of its board: who can follow the room can follow it."""

    stream = models.OneToOneField(Stream, models.PROTECT, related_name="annex")
    room = models.ForeignKey(Room, models.CASCADE, related_name="annexes")

    def __str__(self) -> str:
        return f"stream {self.stream_id} of room {self.room_id}"


class HeldRule(models.Model):
    """From entry `from_seq` of the room on, this rule held; before the first of these, the strictest."""

    room = models.ForeignKey(Room, models.CASCADE, related_name="held_rules")
    from_seq = models.BigIntegerField()
    since = models.DateTimeField()
    rule = models.CharField(max_length=12, choices=Room.Rule)

    class Meta:
        ordering = ["room_id", "from_seq"]
        constraints = [
            models.UniqueConstraint(fields=["room", "from_seq"], name="rooms_held_rule_once"),
        ]

    def __str__(self) -> str:
        return f"{self.rule} from {self.from_seq}"


class Attachment(models.Model):
    """A person can follow a stream: from `since_seq` until, if it ended, `until_seq`."""

    stream = models.ForeignKey(Stream, models.CASCADE, related_name="attachments")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="attachments")
    since_seq = models.BigIntegerField(default=0)
    until_seq = models.BigIntegerField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["stream", "person"],
                condition=models.Q(until_seq=None),
                name="rooms_attachment_once_at_a_time",
            ),
        ]

    def __str__(self) -> str:
        return f"person {self.person_id} on stream {self.stream_id}"


class Place(models.Model):
    """The room where a person belongs now, on all their devices; without a row it is the plenary.

    `seq` is the entry of the dialogue that took them there.
    """

    pk = models.CompositePrimaryKey("dialogue_id", "person_id")
    dialogue = models.ForeignKey(Dialogue, models.CASCADE, related_name="places")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    room = models.ForeignKey(Room, models.CASCADE, related_name="places")
    seq = models.BigIntegerField()

    def __str__(self) -> str:
        return f"person {self.person_id} in room {self.room_id}"


class Lease(models.Model):
    """An open socket, as long as its server process renews it; who is here is read from these."""

    socket = models.CharField(max_length=32, primary_key=True)
    process = models.CharField(max_length=32, db_index=True)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    dialogue = models.ForeignKey(Dialogue, models.CASCADE, related_name="+")
    room = models.ForeignKey(Room, models.CASCADE, null=True, related_name="leases")
    until = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return f"socket {self.socket}"


class Stay(models.Model):
    """Somebody was in a room: from when one of their sockets came until the last one left.

    Written with the leases, so `until` lags by as much as these are apart; nothing has to be closed
    after a crash. Somebody whom two servers see may have two rows for one visit (rooms.stays).
    """

    dialogue = models.ForeignKey(Dialogue, models.CASCADE, related_name="stays")
    room = models.ForeignKey(Room, models.CASCADE, related_name="stays")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    since = models.DateTimeField()
    until = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["person", "room", "until"], name="rooms_stay_of_person")]

    def __str__(self) -> str:
        return f"person {self.person_id} in room {self.room_id}"


class ReadPosition(models.Model):
    """How far a person has read a stream, on whichever device."""

    pk = models.CompositePrimaryKey("person_id", "stream_id")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    stream = models.ForeignKey(Stream, models.CASCADE, related_name="+")
    seq = models.BigIntegerField(default=0)

    def __str__(self) -> str:
        return f"person {self.person_id} read stream {self.stream_id} to {self.seq}"


class Hand(models.Model):
    """A raised hand; the speaker queue is the hands still up, in the order they were raised."""

    room = models.ForeignKey(Room, models.CASCADE, related_name="hands")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    raised_at = models.DateTimeField(default=timezone.now)
    called_at = models.DateTimeField(null=True, blank=True)
    lowered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["room", "person"],
                condition=models.Q(lowered_at=None),
                name="rooms_hand_up_once",
            ),
        ]

    def __str__(self) -> str:
        return f"hand of person {self.person_id}"
