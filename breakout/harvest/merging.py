"""A guest who reports for a group and takes an account reports by the account."""

from __future__ import annotations

from django.dispatch import receiver

from breakout.harvest import entries
from breakout.harvest.models import Sheet
from polylogue.dialogues import signals
from polylogue.dialogues.models import Dialogue
from polylogue.log import journal
from polylogue.people.models import User


@receiver(signals.person_merged)
def hand_over(dialogue: Dialogue, guest: User, account: User, **_: object) -> None:
    if not dialogue.participations.active().filter(person=account).exists():
        return
    for sheet in Sheet.objects.filter(room__dialogue=dialogue, reporter=guest):
        sheet.reporter = account
        sheet.save(update_fields=["reporter"])
        named = entries.ReporterNamed(person=account.pk)
        journal.append(sheet.room.stream_id, named, by=account.pk)
