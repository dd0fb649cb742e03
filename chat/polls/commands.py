"""The socket door of polls."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta

from chat.polls import actions, limits, voting
from chat.polls.particulars import Particulars
from polylogue.dialogues.models import Participation
from rooms.commands import RoomCommand, command
from rooms.models import Room
from rooms.protocol import Id

Choice = Annotated[int, Meta(ge=0, lt=limits.MOST_OPTIONS)]
Choices = Annotated[list[Choice], Meta(min_length=1, max_length=limits.MOST_OPTIONS)]


@command("polls.draft_poll", speaks=False)
class DraftPoll(RoomCommand, frozen=True):
    """Prepare a poll, which the crew alone sees until it is opened. Answers with its number."""

    particulars: Particulars

    def act(self, room: Room, by: Participation, key: str) -> int:
        return actions.draft_poll(room, by, particulars=self.particulars)


@command("polls.change_draft", speaks=False)
class ChangeDraft(RoomCommand, frozen=True):
    """Change a poll that is not open yet."""

    poll: Id
    particulars: Particulars

    def act(self, room: Room, by: Participation, key: str) -> None:
        actions.change_draft(room, by, poll=self.poll, particulars=self.particulars)


@command("polls.drop_draft", speaks=False)
class DropDraft(RoomCommand, frozen=True):
    """Delete a poll that was never opened."""

    poll: Id

    def act(self, room: Room, by: Participation, key: str) -> None:
        actions.drop_draft(room, by, poll=self.poll)


@command("polls.copy_poll", speaks=False)
class CopyPoll(RoomCommand, frozen=True):
    """Prepare a new poll that asks the same as another one. Answers with its number."""

    poll: Id

    def act(self, room: Room, by: Participation, key: str) -> int:
        return actions.copy_poll(room, by, poll=self.poll)


@command("polls.open_poll", speaks=False)
class OpenPoll(RoomCommand, frozen=True):
    """Let everyone in the room vote."""

    poll: Id

    def act(self, room: Room, by: Participation, key: str) -> None:
        actions.open_poll(room, by, poll=self.poll)


@command("polls.extend_poll", speaks=False)
class ExtendPoll(RoomCommand, frozen=True):
    """Have an open poll close by itself so many minutes later than it would, or from now."""

    poll: Id
    minutes: Annotated[int, Meta(ge=1, le=limits.LONGEST_MINUTES)]

    def act(self, room: Room, by: Participation, key: str) -> None:
        actions.extend_poll(room, by, poll=self.poll, minutes=self.minutes)


@command("polls.close_poll", speaks=False)
class ClosePoll(RoomCommand, frozen=True):
    """End the voting for good and show the results."""

    poll: Id

    def act(self, room: Room, by: Participation, key: str) -> None:
        actions.close_poll(room, by, poll=self.poll)


@command("polls.show_results", speaks=False)
class ShowResults(RoomCommand, frozen=True):
    """Show the results of a closed anonymous poll in which fewer than five people voted."""

    poll: Id

    def act(self, room: Room, by: Participation, key: str) -> None:
        actions.show_results(room, by, poll=self.poll)


@command("polls.vote", speaks=False)
class CastVote(RoomCommand, frozen=True):
    """Vote in a poll with names, or change one's vote; `choices` are the places of the answers."""

    poll: Id
    choices: Choices

    def act(self, room: Room, by: Participation, key: str) -> None:
        voting.vote(room, by, poll=self.poll, choices=self.choices)


@command("polls.cast_ballot", speaks=False, secret=True)
class CastBallot(RoomCommand, frozen=True):
    """Vote in an anonymous poll, once and for good. No answer is kept: asked again, the first counts."""

    poll: Id
    choices: Choices

    def act(self, room: Room, by: Participation, key: str) -> None:
        voting.cast_ballot(room, by, poll=self.poll, choices=self.choices)
