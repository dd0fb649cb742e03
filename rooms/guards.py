"""Guards: a wing may refuse another's command in a room, for as long as it has a reason to."""

from __future__ import annotations

from collections.abc import Callable

from polylogue.dialogues.models import Participation
from rooms.models import Room

Guard = Callable[[Room, Participation], None]

GUARDS: dict[str, list[Guard]] = {}


def guard(*commands: str) -> Callable[[Guard], Guard]:
    """Declares what is asked before these commands are done; it raises a Refusal, or lets pass.

    A guard of a hot command runs with each message: what it rests on it takes from `journal.memo`.
    """

    def declare(check: Guard) -> Guard:
        for command in commands:
            GUARDS.setdefault(command, []).append(check)
        return check

    return declare


def ask(command: str, room: Room, by: Participation) -> None:
    """Raises the Refusal of the first guard that has one."""
    for check in GUARDS.get(command, ()):
        check(room, by)
