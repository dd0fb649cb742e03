"""What staff do with the programme. Every function runs inside the writer."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

from polylogue.dialogues import clock, entries, policies, revisions, soundness
from polylogue.dialogues.models import Dialogue, Participation, Session
from polylogue.kit.refusals import NotFound
from polylogue.log import journal


def add_session(by: Participation, **particulars: Any) -> int:
    by.require(policies.EDIT)
    session = Session(dialogue=by.dialogue, **particulars)
    soundness.require(session)
    session.save()
    _tell(session, by, change="added")
    return session.pk


def change_session(session: int, by: Participation, *, seen: int, **particulars: Any) -> None:
    """Raises ChangedMeanwhile if somebody changed or removed it after `seen`."""
    by.require(policies.EDIT)
    found = _unchanged(session, by, seen)
    if any(getattr(found, name) != value for name, value in particulars.items()):
        for name, value in particulars.items():
            setattr(found, name, value)
        soundness.require(found)
        found.save(update_fields=list(particulars))
        _tell(found, by, change="changed")


def remove_session(session: int, by: Participation, *, seen: int) -> None:
    """Raises ChangedMeanwhile if somebody changed it after `seen`."""
    by.require(policies.EDIT)
    found = _unchanged(session, by, seen)
    _tell(found, by, change="removed")
    found.delete()


def copy_sessions(
    source: Dialogue, dialogue: Dialogue, by: Participation, *, days: timedelta
) -> None:
    """The same sessions at the same times on the clock, so many days later."""
    for session in source.sessions.all():
        copied = Session(
            dialogue=dialogue,
            kind=session.kind,
            title=session.title,
            description=session.description,
            starts_at=clock.moved(
                session.starts_at, by=days, before=source.zone, after=dialogue.zone
            ),
            ends_at=clock.moved(session.ends_at, by=days, before=source.zone, after=dialogue.zone),
        )
        copied.save()
        _tell(copied, by, change="added")


def keep_clock_times(dialogue: Dialogue, *, before: ZoneInfo) -> None:
    """The dialogue moved to another zone: what began at nine begins at nine there."""
    for session in dialogue.sessions.all():
        session.starts_at = clock.moved(session.starts_at, before=before, after=dialogue.zone)
        session.ends_at = clock.moved(session.ends_at, before=before, after=dialogue.zone)
        session.save(update_fields=["starts_at", "ends_at"])


def require_all_inside(dialogue: Dialogue) -> None:
    """Raises Invalid, naming the first session that the dialogue's days leave out."""
    for session in Session.objects.filter(dialogue=dialogue):
        session.dialogue = dialogue
        soundness.require(session)


def _unchanged(session: int, by: Participation, seen: int) -> Session:
    changed = entries.ProgrammeChanged
    revisions.require_unchanged(by.dialogue, changed, seen=seen, session=session)
    found = Session.objects.select_related("dialogue").filter(dialogue=by.dialogue, pk=session)
    if one := found.first():
        return one
    raise NotFound


def _tell(session: Session, by: Participation, *, change: str) -> None:
    fact = entries.ProgrammeChanged(session=session.pk, change=change, title=session.title)
    journal.append(session.dialogue.stream_id, fact, by=by.person_id)
