"""How forms about harvests become commands, the same as come by the socket."""

from __future__ import annotations

from typing import Any

import msgspec
from django.http import HttpRequest, QueryDict

from breakout.harvest import commands as ours
from polylogue.dialogues import viewing
from polylogue.dialogues.models import Participation
from polylogue.kit.refusals import Invalid
from polylogue.log import writer
from rooms import commands, limits
from rooms.commands import RoomCommand
from rooms.models import Room

OF_GROUPS: dict[str, type[RoomCommand]] = {
    command.name: command for command in (ours.HandIn, ours.TakeBack, ours.Report)
}
OF_LEADS: dict[str, type[RoomCommand]] = {
    command.name: command
    for command in (ours.ArrangeTurns, ours.CallGroup, ours.ExtendTurn, ours.EndTurn)
}
NUMBERS = ("group", "seconds", "seen")


def perform(
    request: HttpRequest,
    room: Room,
    by: Participation,
    known: dict[str, type[RoomCommand]],
    **args: Any,
) -> None:
    """Does what a button says, once for the key of its form; raises Refusal."""
    command = known.get(request.POST.get("command", ""))
    if command is None:
        raise Invalid
    limits.spend(by.person_id)
    said = {"stream": room.stream_id, **_said(request.POST), **args}
    wanted = {name: said[name] for name in command.__struct_fields__ if name in said}
    intent = commands.intent(
        _converted(wanted, command),
        key=viewing.key(request),
        person=by.person_id,
        dialogue=by.dialogue_id,
        lane=by.dialogue.stream_id,
        disguised=by.is_disguised,
    )
    writer.run(intent)


def plenary_of(by: Participation) -> Room:
    """Commands on the queue are given in the plenary, wherever their form stands."""
    rooms = Room.objects.select_related("dialogue").filter(dialogue=by.dialogue_id)
    return rooms.get(kind=Room.Kind.PLENARY)


def _said(form: QueryDict) -> dict[str, Any]:
    said: dict[str, Any] = {name: _number(form.get(name, "")) for name in NUMBERS if form.get(name)}
    for name in ("groups", "before"):
        said[name] = [_number(number) for number in form.getlist(name)]
    return said | {"because": form.get("because", ""), "on": form.get("on") == "1"}


def _number(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) < 16):
        raise Invalid
    return int(text)


def _converted(said: dict[str, Any], command: type[RoomCommand]) -> RoomCommand:
    try:
        return msgspec.convert(said, command)
    except msgspec.ValidationError:
        raise Invalid from None
