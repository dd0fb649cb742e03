"""The people of a dialogue, as its pages list them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from polylogue.dialogues.cards import cards
from polylogue.dialogues.models import Dialogue, Participation
from polylogue.dialogues.policy import Role


@dataclass(frozen=True, slots=True)
class Listed:
    """Somebody's part in a dialogue, and their card."""

    part: Participation
    card: dict[str, Any]

    @property
    def roles(self) -> list[str]:
        """What to show beside the name: nothing for whoever simply takes part."""
        return [str(Role(role).label) for role in self.part.roles if role != Role.PARTICIPANT]


def listed(dialogue: Dialogue) -> list[Listed]:
    """Who takes part: the crew first, then by name."""
    found = _with_cards(dialogue, dialogue.participations.active())
    return sorted(found, key=lambda one: (not one.part.is_crew, one.card["name"].casefold()))


def waiting(dialogue: Dialogue) -> list[Listed]:
    """Who waits to be let in, the longest first."""
    return _with_cards(dialogue, dialogue.participations.waiting())


def removed(dialogue: Dialogue) -> list[Listed]:
    """Who was removed, or turned away, and could be let in again."""
    return _with_cards(dialogue, dialogue.participations.removed())


def _with_cards(dialogue: Dialogue, parts: Any) -> list[Listed]:
    parts = list(parts)
    known = cards(dialogue.pk, [part.person_id for part in parts])
    return [Listed(part, known[part.person_id]) for part in parts]
