"""Topics of good practices, offered where people name the topics of challenges and of their experience."""

from __future__ import annotations

from collections.abc import Iterable

from breakout.challenges import vocabulary
from polylogue.dialogues.models import Participation
from polylogue.followup import reading, showing


@vocabulary.source
def topics(by: Participation) -> Iterable[str]:
    """Of those in this dialogue that the person may see."""
    for shown in showing.shown(reading.in_dialogue(by)):
        yield from shown.edition.topics
