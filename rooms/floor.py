"""Who has the floor in a room, and who waits for it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.utils import timezone

from polylogue.dialogues.cards import cards
from polylogue.log.models import Entry
from rooms.models import Hand, Room

FLOOR = timedelta(minutes=15)

Turn = dict[str, Any]


def turns(room: Room) -> dict[str, Any]:
    """`speaker`: who was called last, for a while; `queue`: the hands still up, in their order.

    `held` is for how many seconds the speaker has had the floor: browsers' clocks may be wrong.
    """
    queue = list(
        Hand.objects.filter(room=room, lowered_at=None).values_list("person_id", flat=True)
    )
    called = _called(room)
    people = cards(room.dialogue_id, {*queue, *([called.person_id] if called else [])})
    return {
        "speaker": called and _turn(called.person_id, people) | {"held": _held(called)},
        "queue": [_turn(person, people) for person in queue],
    }


def _called(room: Room) -> Hand | None:
    """The log has the order: a clock that was set back gives nobody the floor back."""
    lately = timezone.now() - FLOOR
    called = list(Hand.objects.filter(room=room, called_at__gt=lately).order_by("called_at", "pk"))
    if len(called) > 1:
        calls = Entry.objects.filter(stream=room.stream_id, kind="rooms.speaker_called")
        newest = calls.order_by("-seq").values_list("data__person", flat=True).first()
        called = [hand for hand in called if hand.person_id == newest] or called
    return called[-1] if called else None


def _held(called: Hand) -> int:
    held = timezone.now() - called.called_at if called.called_at else timedelta(0)
    return max(0, int(held.total_seconds()))


def _turn(person: int, people: dict[int, dict[str, Any]]) -> Turn:
    return {"person": person, "card": people[person]}
