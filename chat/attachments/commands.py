"""The socket door of attachments: files come over HTTP, the message that carries them by command."""

from __future__ import annotations

import uuid
from typing import Annotated

import msgspec
from msgspec import Meta

from chat.attachments import actions
from chat.attachments.limits import FILES_OF_A_MESSAGE
from chat.commands import People, PostMessage, Text
from polylogue.dialogues.models import Participation
from polylogue.kit.uploads.limits import ALT_LENGTH
from rooms import guards
from rooms.commands import RoomCommand, command
from rooms.models import Room
from rooms.protocol import Id


class Carried(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A file that the person uploaded, with what a picture shows for those who do not see it."""

    id: uuid.UUID
    alt: Annotated[str, Meta(max_length=ALT_LENGTH)] = ""


@command("attachments.post", speaks=True)
class PostWithFiles(RoomCommand, frozen=True):
    """Write a message that carries one to five files uploaded before; its text may be empty.

    `quotes` and `people` as in chat.post_message; with `thread` it is a reply to that message.
    """

    text: Text
    files: Annotated[list[Carried], Meta(min_length=1, max_length=FILES_OF_A_MESSAGE)]
    quotes: Id | None = None
    thread: Id | None = None
    people: People = []

    def act(self, room: Room, by: Participation, key: str) -> None:
        guards.ask(PostMessage.name, room, by)
        place = {"thread": self.thread} if self.thread else {"quotes": self.quotes}
        files = [(file.id, file.alt) for file in self.files]
        actions.post_with_files(
            room, by, text=self.text, files=files, key=key, chosen=self.people, **place
        )
