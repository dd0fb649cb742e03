"""Who waits for help, and who is on the way: for the crew, and for the group itself."""

from __future__ import annotations

from dataclasses import dataclass

from breakout.help.models import HelpCall
from polylogue.dialogues.cards import cards
from polylogue.dialogues.models import Dialogue
from rooms.models import Room


@dataclass(frozen=True, slots=True)
class Waiting:
    """A call with the names of whoever made it and of whoever takes it."""

    call: HelpCall
    asked_by: str
    taken_by: str


def waiting(dialogue: Dialogue) -> list[Waiting]:
    """The calls that are not dealt with, the longest waiting first."""
    calls = HelpCall.objects.waiting().filter(group__round__dialogue=dialogue)
    return _named(dialogue.pk, list(calls.select_related("group__room__dialogue")))


def count(dialogue: Dialogue) -> int:
    """How many groups call that nobody goes to yet."""
    calls = HelpCall.objects.waiting().filter(group__round__dialogue=dialogue)
    return calls.filter(claimed_by=None).count()


def of_room(room: Room) -> Waiting | None:
    """The open call of the group in this room."""
    calls = HelpCall.objects.waiting().filter(group__room=room.pk)
    for named in _named(room.dialogue_id, list(calls)):
        return named
    return None


def _named(dialogue: int, calls: list[HelpCall]) -> list[Waiting]:
    people = {p for call in calls for p in (call.by_id, call.claimed_by_id) if p}
    known = cards(dialogue, people) if people else {}
    return [
        Waiting(
            call,
            known[call.by_id]["name"],
            known[call.claimed_by_id]["name"] if call.claimed_by_id else "",
        )
        for call in calls
    ]
