"""What the log says of scripts. Their words are not in it, but for the name by which people know them."""

from __future__ import annotations

from polylogue.log.facts import Fact, kind


@kind("scripts.script_written")
class ScriptWritten(Fact, frozen=True):
    """Staff wrote a consultation script of their own, or brought one along. For the crew only."""

    script: int
    name: str

    def describe(self, who: str) -> str:
        return f"{who} wrote the script “{self.name}”"


@kind("scripts.script_changed")
class ScriptChanged(Fact, frozen=True):
    """A script says something else now; groups that run it already go on as before. For the crew only."""

    script: int
    name: str

    def describe(self, who: str) -> str:
        return f"{who} changed the script “{self.name}”"


@kind("scripts.script_removed")
class ScriptRemoved(Fact, frozen=True):
    """Nobody can choose this script any more. For the crew only."""

    script: int
    name: str

    def describe(self, who: str) -> str:
        return f"{who} removed the script “{self.name}”"
