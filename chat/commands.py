"""The socket door of the conversation."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta

from chat import actions
from polylogue.dialogues.models import Participation
from rooms.commands import RoomCommand, command
from rooms.models import Room
from rooms.protocol import TEXT_LENGTH, Id

Text = Annotated[str, Meta(max_length=2 * TEXT_LENGTH)]


@command("chat.post_message", hot=True)
class PostMessage(RoomCommand, frozen=True):
    """Write a message of up to 10,000 characters in a room."""

    text: Text

    def act(self, room: Room, by: Participation, key: str) -> None:
        actions.post_message(room, by, text=self.text, key=key)


@command("chat.edit_message")
class EditMessage(RoomCommand, frozen=True):
    """Correct one's own message, named by the seq of the entry that posted it."""

    message: Id
    text: Text

    def act(self, room: Room, by: Participation, key: str) -> None:
        actions.edit_message(room, by, message=self.message, text=self.text)


@command("chat.delete_message")
class DeleteMessage(RoomCommand, frozen=True):
    """Delete a message: one's own, or (crew) anybody's."""

    message: Id

    def act(self, room: Room, by: Participation, key: str) -> None:
        actions.delete_message(room, by, message=self.message)
