"""Mentions: whom a message speaks to by name or role, as `@Name` in its text.

The text alone says it, so that it reads plainly everywhere. A name is matched against those who can
follow the room when the message is written, the longest first; where two have the same name, the
composer says whom its writer chose.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from chat import policies
from chat.models import Mention, Message
from polylogue.dialogues.models import Participation
from polylogue.dialogues.policy import Role
from polylogue.log import journal
from rooms.models import Attachment, Room

EVERYONE = "everyone"
HANDLES = {
    "facilitators": str(Role.FACILITATOR),
    "moderators": str(Role.MODERATOR),
    "staff": str(Role.STAFF),
    EVERYONE: EVERYONE,
}
MOST = 50
SIGNS_READ = 400

Mark = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Names:
    """Who can be spoken to, by name in small letters, and how long these names are."""

    people: dict[str, tuple[int, ...]]
    lengths: tuple[int, ...]


def names(people: Iterable[tuple[int, str]]) -> Names:
    by_name: dict[str, tuple[int, ...]] = {}
    lengths = {len(handle) for handle in HANDLES}
    for person, name in people:
        if name:
            by_name[name.casefold()] = (*by_name.get(name.casefold(), ()), person)
            lengths.add(len(name))
    return Names(by_name, tuple(sorted(lengths, reverse=True)))


def longest(
    text: str, sign: int, lengths: Iterable[int], is_name: Callable[[str], object]
) -> str | None:
    """The longest name right after the `@` at `sign` that is one, as it is written there."""
    if sign and (text[sign - 1].isalnum() or text[sign - 1] == "_"):
        return None
    for length in lengths:
        written, after = text[sign + 1 : sign + 1 + length], text[sign + 1 + length :][:1]
        ends = not (after.isalnum() or after == "_")
        if len(written) == length and ends and is_name(written.casefold()):
            return written
    return None


def found(text: str, known: Names, *, by: Participation, chosen: Iterable[int] = ()) -> list[Mark]:
    """The marks of a text: whom it speaks to, each once, with the name as it is written."""
    handles = HANDLES if by.may(policies.CALL_EVERYONE) else HANDLES.keys() - {EVERYONE}
    marks: dict[tuple[str, object], Mark] = {}
    for written in _written(text, known, handles):
        small = written.casefold()
        if small in handles:
            role = HANDLES[small]
            marks.setdefault(("role", role), {"name": written, "role": role})
        else:
            for person in _meant(known.people[small], chosen, by):
                marks.setdefault(("person", person), {"name": written, "person": person})
    return list(marks.values())[:MOST]


def _written(text: str, known: Names, handles: Iterable[str]) -> Iterable[str]:
    sign = -1
    for _ in range(SIGNS_READ):
        sign = text.find("@", sign + 1)
        if sign < 0:
            return
        is_name = lambda name: name in handles or name in known.people  # noqa: E731
        if written := longest(text, sign, known.lengths, is_name):
            yield written


def _meant(named: tuple[int, ...], chosen: Iterable[int], by: Participation) -> Iterable[int]:
    """Those with the name whom the writer chose, else all of them; never the writer."""
    picked = set(named) & set(chosen) or set(named)
    return sorted(picked - {by.person_id})


def in_room(room: Room) -> list[Participation]:
    """Who can follow the room, and so be spoken to in it."""
    attached = Attachment.objects.filter(stream_id=room.stream_id, until_seq=None)
    parts = Participation.objects.active().filter(dialogue_id=room.dialogue_id)
    return list(parts.filter(person__in=attached.values("person")).select_related("person"))


def of(room: Room, by: Participation, text: str, chosen: Iterable[int] = ()) -> list[Mark]:
    """The marks of what somebody writes in a room; asks for names only where there is an `@`."""
    if "@" not in text:
        return []
    root = room.dialogue.stream_id
    known = journal.memo(root, ("names", room.stream_id), lambda: _names_in(room))
    return found(text, known, by=by, chosen=chosen)


def rows(stream: int, seq: int, marks: list[Mark], at: datetime) -> list[Mention]:
    return [
        Mention(
            stream_id=stream,
            seq=seq,
            number=number,
            person_id=mark.get("person"),
            role=mark.get("role", ""),
            at=at,
        )
        for number, mark in enumerate(marks)
    ]


def change(message: Message, marks: list[Mark], at: datetime) -> None:
    """Keeps the mentions of a corrected message in step; who was spoken to before still is since then."""
    old = Mention.objects.filter(stream_id=message.stream_id, seq=message.seq)
    since = {(row.person_id, row.role): row.at for row in old}
    old.delete()
    made = rows(message.stream_id, message.seq, marks, at)
    for row in made:
        row.at = since.get((row.person_id, row.role), at)
    Mention.objects.bulk_create(made)
    message.marks = {**message.marks, "mentions": marks}
    if not marks:
        del message.marks["mentions"]


def _names_in(room: Room) -> Names:
    return names((part.person_id, part.person.display_name) for part in in_room(room))
