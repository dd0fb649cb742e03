"""What of a person's entries is their own words, for whoever takes along what they said."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from typing import Any

from polylogue.log.models import Entry
from polylogue.people.models import User
from polylogue.search import kinds
from polylogue.transcripts.cut import Transcript
from rooms import reach

THEIRS_ALONE = ("chat.", "questions.")


class Own:
    """Which entries are contributions of the reader, and what they say as far as the reader may see it."""

    def __init__(self, transcript: Transcript) -> None:
        self.transcript, self.reader = transcript, transcript.reader or 0
        self.allowed: dict[str, set[tuple[int, int]]] = {}

    def is_contribution(self, entry: Entry) -> bool:
        """Only they change their messages and questions; of all else others may have, where they cannot look."""
        is_theirs_alone = entry.kind.startswith(THEIRS_ALONE)
        return entry.kind in kinds.READERS and (is_theirs_alone or entry.stream_id in self.followed)

    def said(self, entry: Entry, data: dict[str, Any]) -> kinds.Said | None:
        said = kinds.said(entry, data)
        if said is None or said.kind not in kinds.LIMITS:
            return said
        if said.kind not in self.allowed:
            limit = kinds.LIMITS[said.kind]
            places = limit(self.reader, self.transcript.dialogue.stream_id, False)
            self.allowed[said.kind] = set(places)
        return said if (entry.stream_id, entry.seq) in self.allowed[said.kind] else None

    @cached_property
    def followed(self) -> set[int]:
        return set(reach.streams_of(self.reader, self.transcript.dialogue.pk))


def accounts(person: int | None) -> set[int]:
    """The person's account, and the guests that were merged into it."""
    if person is None:
        return set()
    merged: Iterable[int] = User.objects.filter(merged_into=person).values_list("pk", flat=True)
    return {person, *merged}
