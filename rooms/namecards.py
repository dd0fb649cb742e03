"""The cards of people as frames carry them, kept for a minute or until an entry changes them."""

from __future__ import annotations

import time

from polylogue.dialogues.cards import cards
from rooms.protocol import encoder
from rooms.readers import read

CARD_SECONDS = 60.0


class NameCards:
    """Encoded cards by dialogue and person."""

    def __init__(self) -> None:
        self.known: dict[int, dict[int, tuple[float, str]]] = {}
        self.changes = 0

    async def of(self, dialogue: int, people: set[int]) -> dict[int, str]:
        """The cards of these people; whoever was never in the dialogue has none."""
        known = self.known.setdefault(dialogue, {})
        now = time.monotonic()
        missing = {p for p in people if p not in known or known[p][0] < now}
        found = {p: known[p][1] for p in people - missing}
        if missing:
            changes = self.changes
            for person, card in (await read(cards, dialogue, missing)).items():
                found[person] = encoder.encode(card).decode()
                if changes == self.changes:
                    known[person] = (now + CARD_SECONDS, found[person])
        return found

    def forget(self, dialogue: int, person: int) -> None:
        """The card changed: it is read anew, also if it is being read at this moment."""
        self.changes += 1
        self.known.get(dialogue, {}).pop(person, None)

    def forget_dialogue(self, dialogue: int) -> None:
        """Nobody of the dialogue is here any more."""
        self.known.pop(dialogue, None)
