"""Tells the dialogues a person is in that their name or place changed."""

from __future__ import annotations

import uuid

from django.dispatch import receiver

from polylogue.dialogues import entries, intents
from polylogue.dialogues.models import Dialogue, Participation
from polylogue.log import journal
from polylogue.people import signals
from polylogue.people.models import User


@receiver(signals.person_changed)
def tell_dialogues(person: User, **_: object) -> None:
    for dialogue in Dialogue.objects.visible_to(person).filter(archived_at=None):
        intents.run_as(dialogue, person, _tell, key=str(uuid.uuid4()), content=None)


def _tell(by: Participation) -> None:
    changed = entries.PersonChanged(person=by.person_id)
    journal.append(by.dialogue.stream_id, changed, by=by.person_id)
