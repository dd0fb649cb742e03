"""What a group does with its harvest. Every function runs inside the writer, the room's stream locked."""

from __future__ import annotations

from datetime import timedelta

from django.dispatch import receiver
from django.utils.translation import gettext_lazy as _

from breakout.harvest import entries, policies, reading, telling
from breakout.harvest.fields import FIELDS, HOLDER, LENGTH
from breakout.harvest.models import Sheet
from polylogue.dialogues import signals
from polylogue.dialogues.models import Dialogue, Participation
from polylogue.kit import wording
from polylogue.kit.refusals import Invalid, NotFound, Refusal
from polylogue.log import journal
from polylogue.people.models import User
from polylogue.texts import holders
from polylogue.texts.models import Text
from rooms import reach
from rooms.models import Room

BECAUSE_LENGTH = 300
# What somebody typed before the end, or before they were moved, still arrives when their line is back.
UNDER_WAY = timedelta(minutes=15)


class SheetIsClosed(Refusal):
    code = "harvest-closed"
    sentence = _(
        "This group work is over: its harvest can be read. Whoever reports can still add to it."
    )


class NothingToHandIn(Invalid):
    code = "harvest-empty"
    sentence = _("Write something down first, or say in a few words why there is nothing.")


def of(room: Room) -> Sheet:
    sheet, _made = Sheet.objects.get_or_create(room=room)
    return sheet


def hand_in(room: Room, by: Participation, *, because: str = "") -> None:
    """Everyone in the dialogue sees the harvest from now on; the dialogue's stream must be locked."""
    _require_inside(room, by)
    if not may_write(room, by):
        raise SheetIsClosed
    sheet, because = of(room), wording.text(because)
    if sheet.is_handed_in:
        return
    if len(because) > BECAUSE_LENGTH:
        raise Invalid(_("Please say it in up to 300 characters."))
    if not (because or reading.is_begun(room.stream_id)):
        raise NothingToHandIn
    group = room.group
    fact = entries.HandedIn(room=room.pk, group=group.pk, title=group.title)
    entry = journal.append(room.dialogue.stream_id, fact, by=by.person_id)
    sheet.handed_at, sheet.handed_by, sheet.seq = entry.at, by.person, entry.seq
    sheet.because = because
    _mark_late(sheet, by)
    sheet.save()


def take_back(room: Room, by: Participation) -> None:
    """The harvest is for the group and the crew alone again; when the group is closed the crew decides."""
    _require_inside(room, by)
    if not (room.is_open or by.is_crew):
        raise SheetIsClosed
    sheet = of(room)
    if sheet.is_handed_in:
        fact = entries.TakenBack(room=room.pk, handed=sheet.seq or 0)
        journal.append(room.dialogue.stream_id, fact, by=by.person_id)
        sheet.handed_at = sheet.handed_by = sheet.seq = None
        sheet.because = ""
        sheet.save()


def report(room: Room, by: Participation, *, on: bool) -> None:
    """The person reports for the group, or does not any more."""
    _require_inside(room, by)
    if not (room.is_open or by.is_crew):
        raise SheetIsClosed
    sheet = of(room)
    reporter = by.person_id if on else None
    if sheet.reporter_id != reporter and (on or sheet.reporter_id == by.person_id or by.is_crew):
        sheet.reporter_id = reporter
        sheet.save(update_fields=["reporter"])
        named = entries.ReporterNamed(person=reporter)
        journal.append(room.stream_id, named, by=by.person_id)


@receiver(signals.person_merged)
def hand_on(dialogue: Dialogue, guest: User, account: User, **_: object) -> None:
    """Who said as a guest that they report does so with their account."""
    reported = Sheet.objects.filter(room__dialogue=dialogue, reporter=guest)
    for sheet in reported.select_related("room"):
        Sheet.objects.filter(pk=sheet.pk).update(reporter=account)
        named = entries.ReporterNamed(person=account.pk)
        journal.append(sheet.room.stream_id, named, by=account.pk)


def may_write(room: Room, by: Participation, *, arriving: bool = False) -> bool:
    """While the group is open everybody in it and the crew; then the crew and whoever reports.

    `arriving`: what was typed before the end and comes only now.
    """
    if room.is_open or by.is_crew:
        return True
    is_reporter = Sheet.objects.filter(room=room, reporter=by.person_id).exists()
    return is_reporter or bool(
        arriving and room.closed_at and journal.now() - room.closed_at < UNDER_WAY
    )


def ask(room: Room, by: Participation, rest: str) -> None:
    """Whether the person may write in this field now (polylogue.texts)."""
    if rest not in {field.name for field in FIELDS}:
        raise NotFound
    _require_inside(room, by, arriving=True)
    if not may_write(room, by, arriving=True):
        raise SheetIsClosed


def hear(room: Room, by: Participation, text: Text) -> None:
    """A field was changed."""
    sheet = of(room)
    sheet.is_untold = True
    _mark_late(sheet, by)
    sheet.save(update_fields=["is_untold", "late_at", "late_by"])
    telling.soon(room)


holders.declare(
    HOLDER, ask=ask, hear=hear, length=LENGTH, titles={one.name: one.label for one in FIELDS}
)


def _require_inside(room: Room, by: Participation, *, arriving: bool = False) -> None:
    """The person may write harvests, follows this room, and it is that of a group; or a Refusal.

    `arriving`: or followed it a moment ago, and what they typed then comes only now.
    """
    by.require(policies.WRITE)
    is_there = bool(reach.held([room.stream_id], [by.person_id]))
    if arriving and not is_there:
        is_there = reach.held_since(room.stream_id, by.person_id, journal.now() - UNDER_WAY)
    if room.kind != Room.Kind.GROUP or not is_there:
        raise NotFound


def _mark_late(sheet: Sheet, by: Participation) -> None:
    """Told when somebody else than before changes it after the end."""
    if sheet.room.is_open:
        return
    if sheet.late_by_id != by.person_id:
        late = entries.EditedLate(person=by.person_id)
        journal.append(sheet.room.stream_id, late, by=by.person_id)
    sheet.late_at, sheet.late_by = journal.now(), by.person
