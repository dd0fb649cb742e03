"""What the log says of calls for help, in the stream of the group and, for the crew, in the dialogue's.

What a call is about is never in it: the crew reads it from the call.
"""

from __future__ import annotations

from polylogue.log.facts import Fact, kind


class AboutCall(Fact, frozen=True):
    """Something became of this call of this group, which has this room."""

    call: int
    group: int
    room: int


@kind("help.called")
class Called(AboutCall, frozen=True):
    """Somebody in a group asked the hosts to come; shown to the crew with what it is about."""

    def describe(self, who: str) -> str:
        return f"{who} called the hosts"


@kind("help.taken_back")
class TakenBack(AboutCall, frozen=True):
    """The group needs nobody any more."""

    def describe(self, who: str) -> str:
        return f"{who} took the call for help back"


@kind("help.claimed")
class Claimed(AboutCall, frozen=True):
    """Somebody of the crew is on the way to the group."""

    def describe(self, who: str) -> str:
        return f"{who} is coming to help"


@kind("help.let_go")
class LetGo(AboutCall, frozen=True):
    """Whoever was on the way cannot come: the call is open again."""

    def describe(self, who: str) -> str:
        return f"{who} cannot come after all"


@kind("help.arrived")
class Arrived(AboutCall, frozen=True):
    """Whoever took the call has come into the group's room."""

    def describe(self, who: str) -> str:
        return f"{who} came to help"


@kind("help.resolved")
class Resolved(AboutCall, frozen=True):
    """The call is dealt with."""

    def describe(self, who: str) -> str:
        return f"{who} dealt with the call for help"


@kind("help.lapsed")
class Lapsed(AboutCall, frozen=True):
    """The group ended before the call was dealt with."""

    def describe(self, who: str) -> str:
        return "The call for help ended with the group"
