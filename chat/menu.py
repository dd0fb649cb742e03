"""What a reader can do with a message: the items of its menu, which wings add to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from django.utils.functional import Promise

from polylogue.dialogues.models import Participation

Whose = Literal["any", "own", "others"]
When = Literal["standing", "edited", "deleted", "hidden"]
Within = Literal["room", "thread"]


@dataclass(frozen=True, slots=True)
class Choice:
    """An item. The browser tells `name` with the seq of the message as `{message}`.

    `whose` messages it is offered for; `crew_action` offers it for all messages to those who may.
    `when`: for messages that stand, or that were `edited`, `deleted` or `hidden`. `within`: in the
    room, in a thread, or in both. A quick one also has a button on the message itself.
    """

    name: str
    title: str | Promise
    icon: str
    action: str
    whose: Whose = "any"
    crew_action: str = ""
    is_danger: bool = False
    changes: bool = True
    when: tuple[When, ...] = ("standing",)
    within: tuple[Within, ...] = ("room", "thread")
    is_quick: bool = False


CHOICES: list[Choice] = []


def declare(choice: Choice) -> None:
    """Adds an item for whoever may do `action`; items stand in the order of declaration."""
    if any(other.name == choice.name for other in CHOICES):
        raise ValueError(f"{choice.name} is declared twice")
    CHOICES.append(choice)


def offered(by: Participation, *, may_write: bool) -> list[dict[str, object]]:
    """The items for a person; where nothing can be written, those that change nothing."""
    found: list[dict[str, object]] = []
    for choice in CHOICES:
        is_crew = bool(choice.crew_action) and by.may(choice.crew_action)
        if (by.may(choice.action) or is_crew) and (may_write or not choice.changes):
            found.append({"choice": choice, "whose": "any" if is_crew else choice.whose})
    return found
