"""Who was given good practices of a dialogue, as a file of the crew's or out of the library."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Q

from polylogue.dialogues.models import Dialogue
from polylogue.followup.models import LibraryExport, Practice

LENGTH = 50
LOOKED_AT = 1000


@dataclass(frozen=True, slots=True)
class Given:
    """An export, and how many good practices of the dialogue were in it."""

    export: LibraryExport
    count: int


def of_dialogue(dialogue: Dialogue) -> list[Given]:
    """The latest first."""
    return [given for given, _ in zip(_given(dialogue), range(LENGTH), strict=False)]


def _given(dialogue: Dialogue) -> Iterator[Given]:
    own = set(Practice.objects.filter(dialogue=dialogue).values_list("pk", flat=True))
    found = LibraryExport.objects.filter(Q(dialogue=dialogue) | Q(dialogue=None))
    for export in found.select_related("by")[:LOOKED_AT]:
        count = len(own.intersection(export.practices))
        if count or export.dialogue_id:
            yield Given(export, count)
