"""What filling groups tells beside the seats themselves; all of it in the dialogue's stream."""

from __future__ import annotations

from polylogue.log.facts import Fact, kind


@kind("breakout.people_expected")
class PeopleExpected(Fact, frozen=True):
    """So many people on a list are not in the dialogue yet and get their seat when they join; for the crew."""

    round: int
    count: int

    def describe(self, who: str) -> str:
        return f"{who} expects {self.count} more people in the groups of round {self.round}"


@kind("breakout.places_changed")
class PlacesChanged(Fact, frozen=True):
    """In a round in which people choose, somebody sits elsewhere: free places are others now."""

    round: int

    def describe(self, who: str) -> str:
        return f"{who} changed who sits where in round {self.round}"
