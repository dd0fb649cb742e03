"""Whoever may say nothing to everybody cannot do it by way of a challenge either."""

from __future__ import annotations

from polylogue.dialogues.models import Participation
from rooms import guards
from rooms.models import Room


def ask_to_speak(by: Participation) -> None:
    """Raises a Refusal if the person may say nothing in the plenary now."""
    for plenary in Room.objects.filter(dialogue=by.dialogue, kind=Room.Kind.PLENARY):
        guards.ask_to_speak(plenary, by)
