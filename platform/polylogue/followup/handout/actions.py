"""Registers what is handed out of the library. Every function runs inside the writer."""

from __future__ import annotations

from django.utils import timezone

from polylogue.dialogues.models import Participation
from polylogue.followup import entries, policies
from polylogue.followup.models import LibraryExport
from polylogue.kit.refusals import Invalid
from polylogue.log import journal
from polylogue.log.models import Audience
from polylogue.people.models import User


def export_library(by: User, *, format: str, wanted: dict[str, str], practices: list[int]) -> int:
    """Registers a file of these good practices for a person; returns its id."""
    return _registered(by, format, wanted=wanted, practices=practices).pk


def export_dialogue(by: Participation, *, format: str, practices: list[int]) -> int:
    """Registers a file with the state of consent, and tells the crew; returns its id."""
    by.require(policies.EXPORT)
    export = _registered(by.person, format, dialogue=by.dialogue, practices=practices)
    exported = entries.PracticesExported(export.pk, format, len(practices))
    journal.append(by.dialogue.stream_id, exported, by=by.person_id, audience=Audience.CREW)
    return export.pk


def finish_export(export: int, *, sha256: str) -> None:
    """Keeps the hash of a file that left in full; one that broke off stays without."""
    unfinished = LibraryExport.objects.filter(pk=export, finished_at=None)
    unfinished.update(sha256=sha256, finished_at=timezone.now())


def _registered(by: User, format: str, **fields: object) -> LibraryExport:
    if format not in LibraryExport.Format.values:
        raise Invalid
    return LibraryExport.objects.create(by=by, format=format, at=journal.now(), **fields)
