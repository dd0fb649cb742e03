"""What happens to rounds of group work; all of it stands in the dialogue's stream."""

from __future__ import annotations

from breakout.models import Move
from polylogue.log.facts import Fact, kind

HOWS = dict(Move.How.choices)


@kind("breakout.round_drafted")
class RoundDrafted(Fact, frozen=True):
    """A round of group work is being prepared; for the crew, unless people choose their group."""

    round: int
    title: str

    def describe(self, who: str) -> str:
        return f"{who} prepares the group work “{self.title}”"


@kind("breakout.groups_ahead")
class GroupsAhead(Fact, frozen=True):
    """Group work is being prepared that the crew alone knows of: pages make themselves ready for it."""

    round: int

    def describe(self, who: str) -> str:
        return f"{who} prepares group work"


@kind("breakout.round_changed")
class RoundChanged(Fact, frozen=True):
    """The particulars of a round are others now; of a draft for the crew, unless people choose."""

    round: int
    title: str

    def describe(self, who: str) -> str:
        return f"{who} changed the group work “{self.title}”"


@kind("breakout.round_dropped")
class RoundDropped(Fact, frozen=True):
    """A round was given up before it was opened; for the crew, unless people could choose."""

    round: int
    title: str

    def describe(self, who: str) -> str:
        return f"{who} gave up the group work “{self.title}”"


@kind("breakout.round_announced")
class RoundAnnounced(Fact, frozen=True):
    """A round opens at this time: everybody is taken to their group then."""

    round: int
    title: str
    opens_at: str

    def describe(self, who: str) -> str:
        return f"{who} announced the group work “{self.title}”"


@kind("breakout.opening_stopped")
class OpeningStopped(Fact, frozen=True):
    """The countdown to a round was stopped; it is a draft again."""

    round: int

    def describe(self, who: str) -> str:
        return f"{who} stopped the countdown to the group work"


@kind("breakout.round_opened")
class RoundOpened(Fact, frozen=True):
    """A round began; everybody with a seat is in the room of their group.

    `rooms` gives the room of each group. Without an end, `ends_at` and `returns_at` are empty.
    """

    round: int
    title: str
    rooms: list[tuple[int, int]]
    ends_at: str
    returns_at: str

    def describe(self, who: str) -> str:
        return f"{who} opened the group work “{self.title}” with {len(self.rooms)} groups"


@kind("breakout.time_changed")
class TimeChanged(Fact, frozen=True):
    """A round ends at another time; everybody is taken back at `returns_at`."""

    round: int
    ends_at: str
    returns_at: str

    def describe(self, who: str) -> str:
        if self.ends_at:
            return f"{who} set the end of the group work to {self.ends_at}"
        return f"{who} took the end of the group work away"


@kind("breakout.round_closed")
class RoundClosed(Fact, frozen=True):
    """A round is over: everybody is back in the plenary, the groups can be read."""

    round: int
    title: str

    def describe(self, who: str) -> str:
        return f"The group work “{self.title}” ended"


@kind("breakout.group_added")
class GroupAdded(Fact, frozen=True):
    """A round has another group; `room` once the round is open. In a draft for the crew, unless people choose."""

    round: int
    group: int
    title: str
    room: int | None = None

    def describe(self, who: str) -> str:
        return f"{who} added the group “{self.title}”"


@kind("breakout.group_renamed")
class GroupRenamed(Fact, frozen=True):
    """A group has another title; in a draft for the crew, unless people choose."""

    round: int
    group: int
    title: str
    room: int | None = None

    def describe(self, who: str) -> str:
        return f"{who} named a group “{self.title}”"


@kind("breakout.group_removed")
class GroupRemoved(Fact, frozen=True):
    """A group of a draft is there no more."""

    round: int
    group: int

    def describe(self, who: str) -> str:
        return f"{who} took group {self.group} out of the draft"


@kind("breakout.group_closed")
class GroupClosed(Fact, frozen=True):
    """A group of an open round ended; `into` is the group that its people went to, if to one."""

    round: int
    group: int
    version: int
    into: int | None = None

    def describe(self, who: str) -> str:
        if self.into:
            return f"{who} merged group {self.group} into group {self.into}"
        return f"{who} closed group {self.group}"


@kind("breakout.group_reopened")
class GroupReopened(Fact, frozen=True):
    """What closed a group was taken back."""

    round: int
    group: int

    def describe(self, who: str) -> str:
        return f"{who} opened group {self.group} again"


@kind("breakout.people_seated")
class PeopleSeated(Fact, frozen=True):
    """The ledger: from this version of the round on, these people sit in these groups; for the crew.

    `seats` pairs a group with people who sit there from now on; who is in `gone` has no seat any more.
    """

    round: int
    version: int
    how: str
    seats: list[tuple[int, list[int]]]
    gone: list[int] = []

    def describe(self, who: str) -> str:
        seats = [f"people {_numbers(people)} in group {group}" for group, people in self.seats]
        gone = [f"people {_numbers(self.gone)} nowhere any more"] if self.gone else []
        return f"{who} seated {HOWS.get(self.how, self.how)}: {'; '.join([*seats, *gone])}"


@kind("breakout.seat_pinned")
class SeatPinned(Fact, frozen=True):
    """A new mixing leaves this person where they sit, or no longer; for the crew."""

    round: int
    person: int
    pinned: bool

    def describe(self, who: str) -> str:
        return f"{who} {'pinned' if self.pinned else 'unpinned'} person {self.person}"


def _numbers(some: list[int]) -> str:
    return ", ".join(map(str, some))
