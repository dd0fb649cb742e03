"""What happened in the groups of the demo event, as `group_work.json` has it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec

from breakout.challenges.advice.commands import MarkUseful, NoteAdvice, WriteFirstStep
from breakout.harvest.commands import HandIn, Report
from breakout.help.commands import Arrive, Call, Claim, Resolve
from chat.commands import PostMessage
from polylogue.config.demo.source import FOLDER
from polylogue.texts.commands import EditText
from polylogue.texts.merging import Part
from rooms.commands import RoomCommand


class Step(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One thing done in a group, `at` so many seconds after it opened. Advice has an `id`."""

    at: float
    by: str
    id: str = ""
    says: str = ""
    advises: str = ""
    useful: str = ""
    first_step: str = ""
    field: str = ""
    writes: str = ""
    reports: bool = False
    hands_in: bool = False
    because: str = ""
    calls: str = ""
    takes_call: bool = False
    comes: bool = False
    ends_call: bool = False

    def command(self, stream: int, key: str, places: Mapping[str, int]) -> RoomCommand:
        """As its writer's browser gives it; `places` are those of advice, by its id."""
        if self.says:
            return PostMessage(stream, self.says)
        if self.advises:
            return NoteAdvice(stream, self.advises)
        if self.useful:
            return MarkUseful(stream, places[self.useful], useful=True)
        if self.first_step:
            return WriteFirstStep(stream, self.first_step)
        if self.writes:
            return EditText(stream, f"harvest.{self.field}", 0, [Part(key, [self.writes])])
        if self.hands_in:
            return HandIn(stream, self.because)
        if self.reports:
            return Report(stream, on=True)
        return self._about_help(stream)

    def _about_help(self, stream: int) -> RoomCommand:
        if self.takes_call:
            return Claim(stream)
        if self.comes:
            return Arrive(stream)
        return Resolve(stream) if self.ends_call else Call(stream, self.calls)


class GroupStory(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    title: str
    people: list[str]
    case_of: str = ""
    steps: list[Step] = []


class Visit(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One of the crew looked into a group."""

    by: str
    group: str
    since: float
    until: float


class RoundStory(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A round that is over: `late` by so many seconds, `lost` the line from then to then."""

    title: str
    script: str
    minutes: int
    by: str
    prepared_at: float
    announced_at: float
    countdown: int
    groups: list[GroupStory]
    visits: list[Visit]
    late: dict[str, float]
    lost: dict[str, tuple[float, float]]

    @property
    def opens_at(self) -> float:
        return self.announced_at + self.countdown


class Turns(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """When which group was called to report, in their order."""

    by: str
    arranged_at: float
    calls: list[float]
    seconds: int
    ended_at: float


class Prepared(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A round that waits to be opened."""

    title: str
    minutes: int
    by: str
    at: float
    groups: list[GroupStory]


class GroupWork(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    round: RoundStory
    turns: Turns
    prepared: Prepared


def read() -> GroupWork:
    found: Any = (FOLDER / "group_work.json").read_bytes()
    return msgspec.json.decode(found, type=GroupWork)
