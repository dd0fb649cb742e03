"""How forms about polls become commands, the same as come by the socket."""

from __future__ import annotations

from typing import Any

import msgspec
from django.http import HttpRequest

from chat.polls import commands as ours
from polylogue.dialogues import viewing
from polylogue.kit.refusals import Invalid
from polylogue.log import writer
from polylogue.log.intents import Receipt
from rooms import commands, limits
from rooms.commands import RoomCommand
from rooms.entrance import Visit

# What a button of the crew says, by the name of its command.
BUTTONS: dict[str, type[RoomCommand]] = {
    command.name: command
    for command in (
        ours.DropDraft,
        ours.CopyPoll,
        ours.OpenPoll,
        ours.ExtendPoll,
        ours.ClosePoll,
        ours.ShowResults,
    )
}


def perform(request: HttpRequest, visit: Visit, command: type[RoomCommand], **args: Any) -> Receipt:
    """Does a command once for the key of the form that asks for it; raises Refusal."""
    limits.spend(visit.by.person_id)
    try:
        said = msgspec.convert({"stream": visit.room.stream_id, **args}, command)
    except msgspec.ValidationError:
        raise Invalid from None
    intent = commands.intent(
        said,
        key=viewing.key(request),
        person=visit.by.person_id,
        dialogue=visit.by.dialogue_id,
        lane=visit.by.dialogue.stream_id,
        disguised=visit.by.is_disguised,
    )
    return writer.run(intent)


def asked(request: HttpRequest) -> tuple[type[RoomCommand], dict[str, int]]:
    """The command that a button asks for, with its number if it has one."""
    command = BUTTONS.get(request.POST.get("command", ""))
    if command is None:
        raise Invalid
    takes_minutes = "minutes" in command.__struct_fields__
    return command, {"minutes": number(request.POST.get("minutes", ""))} if takes_minutes else {}


def number(text: str) -> int:
    if not (text.isascii() and text.isdigit() and 0 < len(text) < 6):
        raise Invalid
    return int(text)
