"""What was asked for, in words: so that one export is told from another before it is opened."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import NamedTuple

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from polylogue.dialogues.models import Dialogue
from polylogue.transcripts.choices import GROUPS, NAMINGS, Choices, Naming, Purpose
from polylogue.transcripts.filing import FORMS
from polylogue.transcripts.models import Download, Export
from rooms.models import Room

SHORTLY = timedelta(microseconds=1)


class Told(NamedTuple):
    """`about`: for whom, of what, and how people are shown; `files`: its forms."""

    export: Export
    about: list[str]
    files: str


def told(exports: Iterable[Export], dialogue: Dialogue) -> list[Told]:
    """Of one dialogue; titles are those of today."""
    sessions = {one.pk: one.title for one in dialogue.sessions.all()}
    rooms = dict(Room.objects.filter(dialogue=dialogue).values_list("pk", "title"))
    return [
        Told(one, list(_about(one.chosen, dialogue, sessions, rooms)), _files(one))
        for one in exports
    ]


def registered(downloads: list[Download], dialogue: Dialogue) -> list[tuple[Download, Told | None]]:
    """What was handed out; of files as they were chosen, what was."""
    exports = {one.export.pk: one.export for one in downloads if one.export}
    by_key = {one.export.pk: one for one in told(exports.values(), dialogue)}
    return [(one, by_key[one.export.pk] if one.export else None) for one in downloads]


def _about(
    choices: Choices, dialogue: Dialogue, sessions: dict[int, str], rooms: dict[int, str]
) -> Iterator[str]:
    yield {
        Purpose.RECORD: _("The record"),
        Purpose.OUTSIDE: _("To pass on"),
        Purpose.VIEW: _("What I can follow"),
        Purpose.OWN: _("What I said and wrote"),
    }[choices.purpose]
    if choices.session:
        yield f"“{sessions.get(choices.session, '?')}”"
    if choices.since:
        yield _("from %(day)s") % {"day": _day(choices.since.astimezone(dialogue.zone))}
    if choices.until:
        last = choices.until.astimezone(dialogue.zone) - SHORTLY
        yield _("to %(day)s") % {"day": _day(last)}
    yield from (f"“{rooms.get(room, '?')}”" for room in choices.rooms)
    yield from (str(GROUPS[kind][0]) for kind in choices.kinds if kind in GROUPS)
    if choices.naming is not Naming.NAMES:
        yield str(NAMINGS[choices.naming])
    if choices.time_zone:
        yield _("times of %(zone)s") % {"zone": choices.time_zone}
    if choices.kept:
        yield _("with what was hidden, deleted or corrected")


def _files(export: Export) -> str:
    titles = [str(FORMS[form].title) if form in FORMS else form for form in export.forms]
    return ", ".join(title.partition(",")[0] for title in titles)


def _day(day: date) -> str:
    return date_format(day, _("j F Y"))
