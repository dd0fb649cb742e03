"""Who took part, as a record names them: by their roles and where they come from."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple

from polylogue.dialogues.models import Participation
from polylogue.transcripts.choices import Naming
from polylogue.transcripts.naming import People, Shown


class Participant(NamedTuple):
    """`organisation` and times are told where people are named."""

    who: Shown
    organisation: str
    roles: str
    joined_at: datetime | None
    ended_at: datetime | None


def participants(people: People) -> Iterator[Participant]:
    """In the order in which they came; where people are not named, in one that tells nothing of it."""
    dialogue, by_name = people.transcript.dialogue, people.naming is Naming.NAMES
    found = Participation.objects.filter(dialogue=dialogue, person__merged_into=None)
    parts = list(found.select_related("person"))
    people.meet(part.person_id for part in parts)

    def place(part: Participation) -> int:
        return part.pk if by_name else people.number(part.person_id)

    for part in sorted(parts, key=place):
        yield Participant(
            people.shown(part.person_id),
            part.person.organisation if by_name else "",
            ", ".join(part.role_labels),
            part.joined_at if by_name else None,
            part.ended_at if by_name else None,
        )
