"""What the log says of reactions: counts, at most once a second for each room."""

from __future__ import annotations

from chat.reactions.emoji import in_words
from polylogue.log.facts import Fact, kind


@kind("reactions.counted")
class Counted(Fact, frozen=True):
    """How often these messages, by seq, have each reaction now; one without any has no reaction left.

    Written for the system, once a second at most, for all that happened in the room meanwhile. Who
    reacted is not in the log.
    """

    messages: dict[str, dict[str, int]]

    def describe(self, who: str) -> str:
        told = (
            f"{in_words(counts) or 'none'} (message {m})" for m, counts in self.messages.items()
        )
        return f"Reactions: {'; '.join(told)}"
