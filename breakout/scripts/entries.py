"""What the log says of scripts. Their words are not in it, but for the name by which people know them."""

from __future__ import annotations

from breakout.scripts.running import State
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


@kind("scripts.script_chosen")
class ScriptChosen(Fact, frozen=True):
    """The groups of a round will work by this script. For the crew only."""

    round: int
    name: str

    def describe(self, who: str) -> str:
        return f"{who} chose the script “{self.name}” for the group work"


class RunFact(Fact, frozen=True):
    """Where a group stands in its script from here on, all of it; shown with the step in words."""

    round: int
    group: int
    state: State


@kind("scripts.step_began")
class StepBegan(RunFact, frozen=True):
    """A group begins a step of its script; `state` says which, until when, and who has which role."""

    def describe(self, who: str) -> str:
        return f"Step {self.state.at + 1} of the consultation began"


@kind("scripts.run_finished")
class RunFinished(RunFact, frozen=True):
    """A group is through with its script: everybody may write again."""

    def describe(self, who: str) -> str:
        return "The consultation is through"


@kind("scripts.step_held")
class StepHeld(RunFact, frozen=True):
    """The time of the step stands still; `waits_for` is the person without whom it makes no sense."""

    def describe(self, who: str) -> str:
        return f"{who} stopped the time of the consultation"


@kind("scripts.step_resumed")
class StepResumed(RunFact, frozen=True):
    """The time of the step goes on."""

    def describe(self, who: str) -> str:
        return f"{who} let the time of the consultation go on"


@kind("scripts.minutes_added")
class MinutesAdded(RunFact, frozen=True):
    """The step ends later, and with it all that comes after."""

    def describe(self, who: str) -> str:
        return f"{who} added minutes to the step"


@kind("scripts.roles_handed")
class RolesHanded(RunFact, frozen=True):
    """Other people are in the group, or have its roles."""

    def describe(self, who: str) -> str:
        return "The roles of the consultation changed"


RUN_FACTS: tuple[type[RunFact], ...] = (
    StepBegan,
    RunFinished,
    StepHeld,
    StepResumed,
    MinutesAdded,
    RolesHanded,
)
