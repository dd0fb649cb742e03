"""The good practices of the demo event: pinned by a moderator, agreed to by those whose words they are."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

import msgspec

from polylogue.config.demo import source
from polylogue.dialogues.models import Participation
from polylogue.followup import answering, pinning
from polylogue.followup.choices import Visibility

if TYPE_CHECKING:
    from polylogue.config.demo.loading import Demo

IN = "good-practices"
READING = timedelta(seconds=20)
EDITION = 1


def pin(demo: Demo, by: str, at: datetime) -> None:
    """Pins what there is from this moment on, and has each author agree a moment later."""
    for number, practice in enumerate(source.practices()):
        moment = at + READING * (number + 1)
        name = f"practice-{practice.key}"
        pinned = demo.once(name, demo.people[by], moment, _pin(demo, practice))
        pk = int(pinned.result().result)
        for author in dict.fromkeys(demo.author(message) for message in practice.messages):
            agree = _agree(demo, pk, author, practice.naming)
            demo.once(f"{name}-{author}", demo.people[author], moment + READING, agree).result()


def _pin(demo: Demo, practice: source.Practice) -> Callable[[Participation], Any]:
    places = [(demo.plenary.stream_id, demo.place(message)) for message in practice.messages]
    fields = msgspec.to_builtins(practice)
    return lambda by: pinning.pin(by, places, fields=fields, visibility=Visibility.NETWORK)


def _agree(demo: Demo, pk: int, author: str, naming: str) -> Callable[[Participation], Any]:
    said: dict[str, Any] = {"edition": EDITION, "visibility": Visibility.NETWORK, "naming": naming}
    return lambda by: answering.give(pk, demo.people[author], **said)
