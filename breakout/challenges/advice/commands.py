"""The socket door of advice."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta

from breakout.challenges.advice import actions
from breakout.challenges.limits import ADVICE_LENGTH
from polylogue.dialogues.models import Participation
from rooms.commands import RoomCommand, command
from rooms.models import Room
from rooms.protocol import Id

Text = Annotated[str, Meta(max_length=2 * ADVICE_LENGTH)]


@command("challenges.note_advice", speaks=True)
class NoteAdvice(RoomCommand, frozen=True):
    """Note advice for the case of the room, one's own or (`person`) of somebody in the group."""

    text: Text
    person: Id | None = None

    def act(self, room: Room, by: Participation, key: str) -> None:
        actions.note(room, by, text=self.text, person=self.person)


@command("challenges.correct_advice", speaks=True)
class CorrectAdvice(RoomCommand, frozen=True):
    """Say better what one gave or noted."""

    advice: Id
    text: Text

    def act(self, room: Room, by: Participation, key: str) -> None:
        actions.correct(room, by, advice=self.advice, text=self.text)


@command("challenges.withdraw_advice", speaks=False)
class WithdrawAdvice(RoomCommand, frozen=True):
    """Take back advice that one gave or noted."""

    advice: Id

    def act(self, room: Room, by: Participation, key: str) -> None:
        actions.withdraw(room, by, advice=self.advice)


@command("challenges.mark_useful", speaks=False)
class MarkUseful(RoomCommand, frozen=True):
    """Mark advice as useful, or take the mark away: for whose case it is."""

    advice: Id
    useful: bool

    def act(self, room: Room, by: Participation, key: str) -> None:
        actions.mark(room, by, advice=self.advice, useful=self.useful)


@command("challenges.write_first_step", speaks=True)
class WriteFirstStep(RoomCommand, frozen=True):
    """Say what comes first: for whose case it is."""

    text: Text

    def act(self, room: Room, by: Participation, key: str) -> None:
        actions.write_first_step(room, by, text=self.text)
