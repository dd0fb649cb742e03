"""What the log says of notices, in the stream of each group that gets one."""

from __future__ import annotations

from typing import Any

from polylogue.log.facts import Fact, kind


@kind("notices.given")
class Given(Fact, frozen=True):
    """The crew wrote to this group, and perhaps to others; shown with what it says."""

    notice: int

    def describe(self, who: str) -> str:
        return f"{who} wrote to the group"

    def words(self, shown: dict[str, Any]) -> str:
        return str(shown.get("text", ""))
