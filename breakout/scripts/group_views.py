"""The page door of running scripts: the buttons of a group, and the choice for a round."""

from __future__ import annotations

from typing import Any

import msgspec
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from breakout import rounds
from breakout.models import Round
from breakout.scripts import choice, choosing, lasting, policies, showing
from breakout.scripts import commands as ours
from polylogue.dialogues import viewing
from polylogue.dialogues.models import Participation
from polylogue.kit.refusals import Invalid
from polylogue.log import writer
from rooms import commands, limits
from rooms.commands import RoomCommand
from rooms.entrance import Visit, enter

BUTTONS: dict[str, type[RoomCommand]] = {
    command.name: command
    for command in (ours.Hold, ours.Resume, ours.Skip, ours.AddMinutes, ours.HandRole)
}
NUMBERS = {"at", "minutes", "person"}


@login_required
@require_POST
def do(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """What a button beside the step asks for."""
    visit = enter(request, slug, pk)
    visit.by.require(policies.STEER)
    command = BUTTONS.get(request.POST.get("command", ""))
    if command is None:
        raise Invalid
    limits.spend(visit.by.person_id)
    writer.run(
        commands.intent(
            _said(request, visit, command),
            key=viewing.key(request),
            person=visit.by.person_id,
            dialogue=visit.by.dialogue_id,
            lane=visit.by.dialogue.stream_id,
            disguised=visit.by.is_disguised,
        )
    )
    return redirect(visit.room)


def _said(request: HttpRequest, visit: Visit, command: type[RoomCommand]) -> RoomCommand:
    names = set(command.__struct_fields__) - {"stream"}
    said: dict[str, Any] = {name: request.POST.get(name, "") for name in names}
    said |= {name: _number(said[name]) for name in names & NUMBERS}
    try:
        return msgspec.convert({"stream": visit.room.stream_id, **said}, command)
    except msgspec.ValidationError as problem:
        raise Invalid from problem


def _number(text: str) -> int:
    if not (text.isascii() and text.isdecimal() and len(text) < 16):
        raise Invalid
    return int(text)


@login_required
@require_http_methods(["GET", "POST"])
@never_cache
def choose(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Which script the groups of a round work by."""
    by = viewing.part_in(request, slug)
    by.require(policies.CHOOSE)
    round = rounds.find(by.dialogue, pk)
    rounds.require_draft(round)
    if request.method == "POST":
        sign = request.POST.get("script", "")
        viewing.run(request, by, lambda by: _choose(by, pk, sign))
        messages.success(request, _("The groups will work by this script."))
        return redirect("breakout:show", slug, pk)
    return render(request, "scripts/choose.html", _context(by, round))


def _choose(by: Participation, pk: int, sign: str) -> None:
    choice.choose(rounds.find(by.dialogue, pk), by, sign=sign)


def _context(by: Participation, round: Round) -> dict[str, Any]:
    chosen = choice.of(round)
    offered = [
        {
            "sign": one.sign,
            "script": one.script,
            "takes": showing.takes(one.script),
            "sizes": showing.sizes(one.script),
            "is_too_long": lasting.is_too_short(round, one.script),
        }
        for one in choosing.choices(by.dialogue)
    ]
    sign = (chosen.shipped or str(chosen.own_id)) if chosen else "free_talk"
    lasts = showing.minutes(round.minutes) if round.minutes else ""
    return {"by": by, "round": round, "offered": offered, "sign": sign, "lasts": lasts}
