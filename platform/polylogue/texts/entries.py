"""What the log says of texts: that they were changed, by whom and when. Words are in the changes."""

from __future__ import annotations

from polylogue.log.facts import Fact, kind
from polylogue.texts import holders


@kind("texts.changed")
class TextChanged(Fact, frozen=True):
    """Somebody wrote in a text that several write; shown with the operation `op` that leads to this
    `revision` from the one before. `key` is that of the part of the command that brought it.
    """

    text: str
    revision: int
    key: str

    def describe(self, who: str) -> str:
        return f"{who} wrote in the text “{holders.titled(self.text)}”"
