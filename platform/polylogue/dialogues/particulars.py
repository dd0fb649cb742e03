"""What staff do with a dialogue as a whole. Every function runs inside the writer."""

from __future__ import annotations

from datetime import date
from typing import Any

from polylogue.dialogues import (
    actions,
    entries,
    intents,
    policies,
    programme,
    revisions,
    signals,
    soundness,
)
from polylogue.dialogues.models import Dialogue, Participation
from polylogue.log import journal
from polylogue.log.models import Audience

COPIED = ("summary", "host", "time_zone", "languages", "topics", "has_waiting_room")


def edit_dialogue(by: Participation, *, seen: int, **particulars: Any) -> None:
    """Raises ChangedMeanwhile, or Invalid if a session would be outside of the new days."""
    by.require(policies.EDIT)
    dialogue, before = by.dialogue, by.dialogue.zone
    revisions.require_unchanged(dialogue, entries.DialogueEdited, seen=seen)
    changed = [name for name, value in particulars.items() if getattr(dialogue, name) != value]
    if changed:
        for name in changed:
            setattr(dialogue, name, particulars[name])
        soundness.require(dialogue)
        if "time_zone" in changed:
            programme.keep_clock_times(dialogue, before=before)
        programme.require_all_inside(dialogue)
        dialogue.save(update_fields=changed)
        journal.append(dialogue.stream_id, entries.DialogueEdited(fields=changed), by=by.person_id)


def copy_dialogue(by: Participation, *, title: str, starts_on: date) -> str:
    """Sets up a dialogue with the same programme and rooms, and nobody in it but who copies it.

    Returns the slug of the new dialogue.
    """
    by.require(policies.COPY)
    source = by.dialogue
    days = starts_on - source.starts_on
    particulars = {name: getattr(source, name) for name in COPIED}
    dialogue = actions.create_dialogue(
        by.person, title=title, starts_on=starts_on, ends_on=source.ends_on + days, **particulars
    )
    copier = intents.participant(dialogue.pk, by.person_id)
    copied = entries.DialogueCopied(source=source.title)
    journal.append(dialogue.stream_id, copied, by=by.person_id, audience=Audience.CREW)
    programme.copy_sessions(source, dialogue, copier, days=days)
    signals.dialogue_copied.send(Dialogue, source=source, dialogue=dialogue, by=by.person)
    return dialogue.slug


def archive_dialogue(by: Participation) -> None:
    by.require(policies.ARCHIVE)
    by.dialogue.archived_at = journal.now()
    by.dialogue.save(update_fields=["archived_at"])
    journal.append(by.dialogue.stream_id, entries.DialogueArchived(), by=by.person_id)


def unarchive_dialogue(by: Participation) -> None:
    """Taking out what is not archived is harmless."""
    by.require(policies.UNARCHIVE)
    if by.dialogue.is_archived:
        by.dialogue.archived_at = None
        by.dialogue.save(update_fields=["archived_at"])
        journal.append(by.dialogue.stream_id, entries.DialogueUnarchived(), by=by.person_id)
