"""What happens to harvests. Words are in no entry: who hands in is told, and what it says as it stands."""

from __future__ import annotations

from typing import Any

from polylogue.log.facts import Fact, kind


@kind("harvest.handed_in")
class HandedIn(Fact, frozen=True):
    """A group handed its harvest in: everyone in the dialogue sees it from here on, as it stands.

    In the dialogue's stream. Shown with `said`, pairs of a field and its words, and `because`, the
    group's reason why there is nothing.
    """

    room: int
    group: int
    title: str

    def describe(self, who: str) -> str:
        return f"{who} handed in the harvest of “{self.title}”"

    def words(self, shown: dict[str, Any]) -> str:
        lines = [f"{label}: {words}" for label, words in shown.get("said", ()) if words]
        return "\n\n".join([*lines, *([shown["because"]] if shown.get("because") else [])])


@kind("harvest.taken_back")
class TakenBack(Fact, frozen=True):
    """What entry `handed` handed in is for the group and the crew alone again."""

    about = "handed"
    room: int
    handed: int

    def describe(self, who: str) -> str:
        return f"{who} took a harvest back"


@kind("harvest.changed")
class SheetChanged(Fact, frozen=True):
    """What entry `handed` handed in says something else now. Written for the system, every few seconds."""

    about = "handed"
    room: int
    handed: int

    def describe(self, who: str) -> str:
        return "A harvest was changed after it was handed in"


@kind("harvest.progressed")
class SheetsProgressed(Fact, frozen=True):
    """The groups in these rooms wrote in harvests that are not handed in. For the crew only."""

    rooms: list[int]

    def describe(self, who: str) -> str:
        return f"Words were added to the harvests of the group rooms {_numbers(self.rooms)}"


@kind("harvest.reporter_named")
class ReporterNamed(Fact, frozen=True):
    """In the group's stream: this person reports for it, or nobody does."""

    person: int | None

    def describe(self, who: str) -> str:
        if self.person is None:
            return f"{who} said that nobody reports for the group yet"
        return f"{who} said that person {self.person} reports for the group"


@kind("harvest.edited_late")
class EditedLate(Fact, frozen=True):
    """In the group's stream: after the group was closed this person changed its harvest."""

    person: int

    def describe(self, who: str) -> str:
        return f"{who} changed the harvest after the group was closed"


@kind("harvest.turns_arranged")
class TurnsArranged(Fact, frozen=True):
    """These groups of a round wait to report, in this order; `next` is the title of the first."""

    round: int
    groups: list[int]
    next: str

    def describe(self, who: str) -> str:
        return f"{who} set the order in which groups {_numbers(self.groups)} report"


@kind("harvest.turn_called")
class TurnCalled(Fact, frozen=True):
    """A group reports to the plenary now, until `ends_at`; `next` is the title of the one after it."""

    round: int
    group: int
    title: str
    ends_at: str
    next: str

    def describe(self, who: str) -> str:
        return f"{who} gave the floor to “{self.title}”"


@kind("harvest.turn_extended")
class TurnExtended(Fact, frozen=True):
    """The group that reports has time until `ends_at`."""

    round: int
    group: int
    ends_at: str

    def describe(self, who: str) -> str:
        return f"{who} gave the group that reports more time"


@kind("harvest.turn_ended")
class TurnEnded(Fact, frozen=True):
    """The group does not report any more."""

    round: int
    group: int

    def describe(self, who: str) -> str:
        return f"{who} ended the report of group {self.group}"


@kind("harvest.line_promoted")
class LinePromoted(Fact, frozen=True):
    """A line of a harvest was put on a board; `promotion` tells where to who may see it.

    In the dialogue's stream if it is handed in, else in the group's.
    """

    room: int
    field: str
    promotion: int

    def describe(self, who: str) -> str:
        return f"{who} put a line of a harvest on a board"


def _numbers(some: list[int]) -> str:
    return ", ".join(map(str, some))
