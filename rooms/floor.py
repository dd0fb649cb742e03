"""Who has the floor in a room, and who waits for it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.utils import timezone

from polylogue.dialogues.cards import cards
from rooms.models import Hand, Room

FLOOR = timedelta(minutes=15)

Turn = dict[str, Any]


def turns(room: Room) -> dict[str, Any]:
    """`speaker`: who was called last, for a while; `queue`: the hands still up, in their order."""
    queue = list(
        Hand.objects.filter(room=room, lowered_at=None).values_list("person_id", flat=True)
    )
    called = _called(room)
    people = cards(room.dialogue_id, {*queue, *([called.person_id] if called else [])})
    return {
        "speaker": called and _turn(called.person_id, people) | {"since": called.called_at},
        "queue": [_turn(person, people) for person in queue],
    }


def _called(room: Room) -> Hand | None:
    lately = timezone.now() - FLOOR
    return Hand.objects.filter(room=room, called_at__gt=lately).order_by("called_at", "pk").last()


def _turn(person: int, people: dict[int, dict[str, Any]]) -> Turn:
    return {"person": person, "card": people[person]}
