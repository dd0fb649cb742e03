"""What a reader can do with a message: the items of its menu, which wings add to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from django.utils.functional import Promise

from rooms.entrance import Visit

Whose = Literal["any", "own", "others"]
When = Literal["standing", "edited", "deleted", "hidden"]
Within = Literal["room", "thread"]
Needs = Literal["speech", "room", "dialogue"]


@dataclass(frozen=True, slots=True)
class Choice:
    """An item. The browser tells `name` with the seq of the message as `{message}`.

    `whose` messages it is offered for; `crew_action` offers it for all messages to those who may.
    `when`: for messages that stand, or that were `edited`, `deleted` or `hidden`. `within`: in the
    room, in a thread, or in both. A quick one also has a button on the message itself. One that
    `changes` something needs that its reader can write here, or only that the room or at least the
    dialogue is open.
    """

    name: str
    title: str | Promise
    icon: str
    action: str
    whose: Whose = "any"
    crew_action: str = ""
    is_danger: bool = False
    changes: bool = True
    needs: Needs = "speech"
    when: tuple[When, ...] = ("standing",)
    within: tuple[Within, ...] = ("room", "thread")
    is_quick: bool = False


CHOICES: list[Choice] = []


def declare(choice: Choice) -> None:
    """Adds an item for whoever may do `action`; items stand in the order of declaration, dangers last."""
    if any(other.name == choice.name for other in CHOICES):
        raise ValueError(f"{choice.name} is declared twice")
    CHOICES.append(choice)


def offered(visit: Visit, *, may_write: bool) -> list[dict[str, object]]:
    """The items for a person in a room, of those that can be done there now."""
    by, is_archived = visit.by, visit.room.dialogue.is_archived
    given = {
        "speech": may_write,
        "room": visit.room.is_open and not is_archived,
        "dialogue": not is_archived,
    }
    found: list[dict[str, object]] = []
    for choice in sorted(CHOICES, key=lambda choice: choice.is_danger):
        is_crew = bool(choice.crew_action) and by.may(choice.crew_action)
        if (by.may(choice.action) or is_crew) and (given[choice.needs] or not choice.changes):
            found.append({"choice": choice, "whose": "any" if is_crew else choice.whose})
    return found
