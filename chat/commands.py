"""The socket door of the conversation."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta

from chat import actions
from polylogue.dialogues.models import Participation
from rooms import guards
from rooms.commands import RoomCommand, command
from rooms.models import Room
from rooms.protocol import TEXT_LENGTH, Id

Text = Annotated[str, Meta(max_length=2 * TEXT_LENGTH)]
People = Annotated[list[Id], Meta(max_length=50)]


@command("chat.post_message", speaks=True, hot=True)
class PostMessage(RoomCommand, frozen=True):
    """Write a message of up to 10,000 characters in a room.

    `quotes`: the seq of a message it quotes. `@Name` in the text speaks to whoever has that name;
    `people` says who is meant where several do.
    """

    text: Text
    quotes: Id | None = None
    people: People = []

    def act(self, room: Room, by: Participation, key: str) -> None:
        actions.post_message(
            room, by, text=self.text, key=key, quotes=self.quotes, chosen=self.people
        )


@command("chat.post_reply", speaks=True)
class PostReply(RoomCommand, frozen=True):
    """Reply to a message, named by its seq; a reply to a reply stands in the same thread."""

    thread: Id
    text: Text
    people: People = []

    def act(self, room: Room, by: Participation, key: str) -> None:
        guards.ask(PostMessage.name, room, by)
        actions.post_reply(
            room, by, thread=self.thread, text=self.text, key=key, chosen=self.people
        )


@command("chat.edit_message", speaks=True)
class EditMessage(RoomCommand, frozen=True):
    """Correct one's own message, named by the seq of the entry that posted it."""

    message: Id
    text: Text
    people: People = []

    def act(self, room: Room, by: Participation, key: str) -> None:
        actions.edit_message(room, by, message=self.message, text=self.text, chosen=self.people)


@command("chat.delete_message", speaks=False)
class DeleteMessage(RoomCommand, frozen=True):
    """Delete a message: one's own, or (crew) anybody's."""

    message: Id

    def act(self, room: Room, by: Participation, key: str) -> None:
        actions.delete_message(room, by, message=self.message)
