"""The socket door of reactions."""

from __future__ import annotations

from chat.reactions import actions
from chat.reactions.emoji import Name
from polylogue.dialogues.models import Participation
from rooms.commands import RoomCommand, command
from rooms.models import Room
from rooms.protocol import Id


@command("reactions.set", speaks=False)
class SetReaction(RoomCommand, frozen=True):
    """React to a message, named by its seq, or (`on` false) take one's reaction back."""

    message: Id
    emoji: Name
    on: bool

    def act(self, room: Room, by: Participation, key: str) -> None:
        actions.set_reaction(room, by, message=self.message, emoji=self.emoji, on=self.on)
