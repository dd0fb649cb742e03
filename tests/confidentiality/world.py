"""Two dialogues with somebody in every position, and the canaries that are planted in them.

A circle is a room with its rule, its own author, and what addresses need to lead there.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import count
from typing import Any

from polylogue.dialogues import intents
from polylogue.dialogues.models import Dialogue, Participation
from polylogue.log import journal, writer
from polylogue.log.intents import Intent
from polylogue.people.models import User
from rooms import entries
from rooms.models import Attachment, Room
from tests.confidentiality.rows import LETTERS, Canary
from tests.support import cast

CANARY = re.compile(r"zq\d{4}[a-z]+")
"""Letters and digits alone, so that nothing which a page or a file does to a text changes it."""

COMMON = "harbour"
"""A word of all texts, to search for."""


@dataclass
class Circle:
    """`args`: values for addresses, by the names that tests/policy/doors.py uses; a list for several."""

    name: str
    room: Room
    author: User
    rule: str
    args: dict[str, Any] = field(default_factory=dict)
    is_elsewhere: bool = False

    @property
    def home(self) -> str:
        """The dialogue it is in."""
        return "elsewhere" if self.is_elsewhere else "here"

    def add(self, name: str, value: Any) -> None:
        self.args.setdefault(name, []).append(value)


class World:
    def __init__(self) -> None:
        self.people: dict[str, User | None] = {}
        self.circles: dict[str, Circle] = {}
        self.dialogues: dict[str, Dialogue] = {}
        self.canaries: dict[str, Canary] = {}
        self.tokens: dict[str, str] = {}
        self._numbers = count(1)

    def word(self, thing: str, circle: str, rule: str = "private", **more: Any) -> str:
        """A new canary of a kind; the text to plant."""
        return self.note(f"zq{next(self._numbers):04d}{thing}", thing, circle, rule, **more)

    def note(self, text: str, thing: str, circle: str, rule: str = "private", **more: Any) -> str:
        """A text that is a canary although it was not made here."""
        elsewhere = circle == "elsewhere"
        self.canaries[text] = Canary(text, thing, circle, rule, is_elsewhere=elsewhere, **more)
        return text

    def said(self, thing: str, circle: Circle) -> str:
        """A text to be said in a circle, with a canary in it."""
        return f"{self.word(thing, circle.name, circle.rule)} {COMMON}"

    def whole_text(self) -> re.Pattern[str]:
        made = [re.escape(text) for text in self.canaries if not CANARY.fullmatch(text)]
        return re.compile("|".join([CANARY.pattern, *made]))

    def find(self, body: str) -> set[str]:
        """The canaries in what came out of a surface."""
        return set(self.whole_text().findall(body.lower())) & self.canaries.keys()

    def positions(self) -> Iterator[tuple[str, User | None]]:
        for position, person in self.people.items():
            yield LETTERS[position], person


Planter = Callable[[World], None]
PLANTERS: list[Planter] = []


def plants(planter: Planter) -> Planter:
    """Declares a function that plants canaries; they run in the order of declaration."""
    PLANTERS.append(planter)
    return planter


def build() -> World:
    world = World()
    for planter in PLANTERS:
        planter(world)
    return world


def as_staff(dialogue: Dialogue, act: Callable[[Participation], Any]) -> Any:
    """What staff of a dialogue do; its result."""
    active = Participation.objects.active().filter(dialogue=dialogue).select_related("person")
    staff = next(part.person for part in active.order_by("pk") if "staff" in part.roles)
    done = intents.run_as(dialogue, staff, act, key=cast.new_key(), content=None, reach=True)
    return done.result


def lead_out(person: User, room: Room) -> None:
    """The person still takes part, and cannot follow this room any more."""

    def act() -> None:
        left = entries.PersonDetached(person=person.pk)
        marker = journal.append(room.stream_id, left, by=person.pk)
        held = Attachment.objects.filter(stream=room.stream_id, person=person, until_seq=None)
        held.update(until_seq=marker.seq)

    lane = room.dialogue.stream_id
    writer.run(Intent(act=act, actor=person.pk, streams=(room.stream_id,), lane=lane))
