"""The socket door of texts."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta

from polylogue.dialogues.models import Participation
from polylogue.texts import actions
from polylogue.texts.merging import Part
from rooms.commands import RoomCommand, command
from rooms.models import Room
from rooms.protocol import Seq

Name = Annotated[str, Meta(min_length=3, max_length=60)]


@command("texts.edit", speaks="in notes", late=True)
class EditText(RoomCommand, frozen=True):
    """Write in a text that several write. `parts` are for revision `base`, one after the other.

    Parts that are done already, by their keys, are left out. Answers with the text's revision.
    """

    text: Name
    base: Seq
    parts: Annotated[list[Part], Meta(min_length=1, max_length=20)]

    def act(self, room: Room, by: Participation, key: str) -> int:
        return actions.edit(room, by, name=self.text, base=self.base, parts=self.parts)
