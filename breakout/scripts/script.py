"""What a consultation script says: steps with minutes, roles, and who may write in which step.

A script is data: shipped ones are files (`shipped/`), staff write their own in a form. It runs in a
group as `running.Run` says. Whether it makes sense is asked in `checking`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Literal

import msgspec
from msgspec import Meta

NAME_LENGTH, TITLE_LENGTH, TEXT_LENGTH = 80, 80, 600
MOST_STEPS, MOST_ROLES, MOST_PEOPLE = 30, 10, 30
LONGEST_MINUTES, MOST_TURNS = 120, 10

# In `Step.writes`: whatever role somebody has.
EVERYONE = "everyone"
# In the form alone: a silent step.
NOBODY = "nobody"

KEY = r"^[a-z][a-z0-9_]{0,29}\Z"
Key = Annotated[str, Meta(pattern=KEY)]
Text = Annotated[str, Meta(max_length=2 * TEXT_LENGTH)]
Cast = Literal["case", "turn", "drawn", "chosen", "rest"]
Captures = Literal["", "advice", "insight", "tip", "question", "next_step"]


class Role(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What somebody in a group is for the time of a script.

    `cast`: "case" is the person whose case the group works on, "turn" is everyone in turn, "drawn" by
    lot, "chosen" by lot too, but anybody of the group can take it over, "rest" all who are left.
    `count`: how many have it. `beside`: held beside another role, by an adviser who also takes notes.
    `stays`: remains at the table when the others travel. `leads`: may hold, skip and add minutes.
    `notes`: may write in the harvest of the group while it listens too.
    """

    key: Key
    title: Text
    cast: Cast = "drawn"
    count: Annotated[int, Meta(ge=0, le=MOST_PEOPLE)] = 1
    beside: bool = False
    stays: bool = False
    leads: bool = False
    notes: bool = False


class Step(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A part of a script: so many minutes in which these roles may write.

    `says` is for everybody, `asks` for one role each. `silent`: nobody writes, and that is meant.
    `captures`: what is noted meanwhile, advice by each adviser or a field of the harvest.
    `circle`: with how many one talks (1 is alone, 0 the whole group). `in_turn`: belongs to the steps
    that are repeated. `travels`: after it all but those who stay go on to the next table; when it is
    repeated, not after the last time.
    """

    title: Text
    minutes: Annotated[int, Meta(ge=0, le=LONGEST_MINUTES)] = 5
    says: Text = ""
    asks: dict[Key, Text] = {}
    writes: tuple[Key, ...] = (EVERYONE,)
    silent: bool = False
    captures: Captures = ""
    circle: Annotated[int, Meta(ge=0, le=MOST_PEOPLE)] = 0
    in_turn: bool = False
    travels: bool = False


class Script(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A way to consult one another. `turns`: how often the repeated steps are run, 0 once for each person.

    One without steps is free talk: everyone may write for as long as the round lasts.
    """

    name: Text
    what_for: Text = ""
    least: Annotated[int, Meta(ge=0, le=MOST_PEOPLE)] = 2
    most: Annotated[int, Meta(ge=0, le=MOST_PEOPLE)] = 8
    turns: Annotated[int, Meta(ge=0, le=MOST_TURNS)] = 1
    roles: Annotated[tuple[Role, ...], Meta(max_length=MOST_ROLES)] = ()
    steps: Annotated[tuple[Step, ...], Meta(max_length=MOST_STEPS)] = ()

    @property
    def is_free(self) -> bool:
        return not self.steps

    @property
    def travels(self) -> bool:
        """Whether people change tables: then all groups of the round keep the same time."""
        return any(step.travels for step in self.steps)

    def role(self, key: str) -> Role | None:
        return next((role for role in self.roles if role.key == key), None)

    def with_cast(self, cast: Cast) -> Role | None:
        return next((role for role in self.roles if role.cast == cast), None)

    def turns_of(self, people: int) -> int:
        """How often the repeated steps are run in a group of so many."""
        return self.turns or max(1, people)

    def order(self, turns: int) -> Iterator[tuple[int, int]]:
        """Each step to be run, by its number, with the turn it is run in (0 before there are turns)."""
        places = range(len(self.steps))
        repeated = [place for place in places if self.steps[place].in_turn]
        first, last = (repeated[0], repeated[-1]) if repeated else (len(self.steps), -1)
        yield from ((place, 0) for place in places if place < first)
        yield from ((place, turn) for turn in range(turns) for place in repeated)
        yield from ((place, turns - 1) for place in places if place > last and repeated)

    def minutes(self, people: int) -> int:
        """How long it takes in a group of so many."""
        return sum(self.steps[step].minutes for step, _turn in self.order(self.turns_of(people)))
