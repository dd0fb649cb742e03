"""How good practices are told in the log: to their rooms, to the crew, to the person concerned."""

from __future__ import annotations

from polylogue.dialogues.models import Participation
from polylogue.followup import entries
from polylogue.followup.models import Practice
from polylogue.log import journal
from polylogue.log.facts import Fact
from polylogue.log.models import Audience


def written(practice: Practice, *, by: int) -> None:
    """Tells each room of the new edition; a search finds it by the entry in its home."""
    streams = {practice.home_id, *practice.sources.values_list("stream_id", flat=True)}
    for stream in sorted(streams - {practice.home_id}):
        journal.append(stream, _written(practice, None), by=by)
    before = practice.written_seq or None
    practice.written_seq = journal.append(practice.home_id, _written(practice, before), by=by).seq


def changed(practice: Practice, *, by: int) -> None:
    """Tells the crew, and with it every form that was opened before."""
    fact = entries.PracticeChanged(practice.pk, practice.edition, practice.visibility)
    stream = practice.dialogue.stream_id
    journal.append(stream, fact, by=by, audience=Audience.CREW)


def confided(practice: Practice, fact: Fact, *, person: int, by: int) -> None:
    """For the crew, and for the person if they are not of the crew."""
    stream = practice.dialogue.stream_id
    journal.append(stream, fact, by=by, audience=Audience.CREW)
    part = Participation.objects.filter(dialogue=practice.dialogue_id, person=person).first()
    if part is None or not part.is_crew:
        journal.append(stream, fact, by=by, audience=Audience.PERSON, person=person)


def _written(practice: Practice, before: int | None) -> entries.PracticeWritten:
    return entries.PracticeWritten(practice.pk, practice.edition, before)
