"""The page door of advice: the panel anew, and its forms without a script."""

from __future__ import annotations

from typing import Any

import msgspec
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from breakout import rounds
from breakout.challenges import giving, groups, policies
from breakout.challenges.advice import commands as ours
from breakout.challenges.advice import showing
from breakout.challenges.views.editing import number
from polylogue.dialogues import viewing
from polylogue.dialogues.models import Participation
from polylogue.kit.refusals import Invalid, NotFound
from polylogue.log import writer
from rooms import commands, limits
from rooms.commands import RoomCommand
from rooms.entrance import Visit, enter

DOES: dict[str, type[RoomCommand]] = {
    command.name: command
    for command in (
        ours.NoteAdvice,
        ours.CorrectAdvice,
        ours.WithdrawAdvice,
        ours.MarkUseful,
        ours.WriteFirstStep,
    )
}


@login_required
@require_GET
@never_cache
def case(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """The case of a room with its advice, as the panel shows it."""
    visit = enter(request, slug, pk)
    visit.by.require(policies.SEE)
    found = showing.case(visit.room, visit.by)
    if found is None:
        raise NotFound
    context = {"by": visit.by, "room": visit.room, "dialogue": visit.by.dialogue, "case": found}
    is_part = getattr(request, "htmx", False)
    template = "challenges/advice/_parts.html" if is_part else "challenges/advice/page.html"
    return render(request, template, context)


@login_required
@require_POST
def give(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Gives the group of this room another case, or none."""
    visit = enter(request, slug, pk)
    visit.by.require(policies.LEAD)
    table = groups.table(visit.room)
    if table is None:
        raise NotFound
    chosen = number(request.POST.get("challenge", ""))

    def act(by: Participation) -> None:
        round = rounds.find(by.dialogue, table.group.round_id)
        giving.give(round, by, group=table.group.pk, challenge=chosen)

    try:
        viewing.run(request, visit.by, act, reach=True)
    except Invalid as refusal:
        messages.error(request, str(refusal))
    return redirect("challenges:case", slug, pk)


@login_required
@require_POST
def advise(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    visit = enter(request, slug, pk)
    visit.by.require(policies.ADVISE)
    try:
        _perform(request, visit)
    except Invalid as refusal:
        messages.error(request, str(refusal))
    return redirect("challenges:case", slug, pk)


def _perform(request: HttpRequest, visit: Visit) -> None:
    command = DOES.get(request.POST.get("command", ""))
    if command is None:
        raise Invalid
    limits.spend(visit.by.person_id)
    intent = commands.intent(
        _command(command, visit, request.POST),
        key=viewing.key(request),
        person=visit.by.person_id,
        dialogue=visit.by.dialogue_id,
        lane=visit.by.dialogue.stream_id,
        disguised=visit.by.is_disguised,
    )
    writer.run(intent)


def _command(command: type[RoomCommand], visit: Visit, sent: Any) -> RoomCommand:
    """What the form says of what the command takes."""
    said: dict[str, Any] = {"stream": visit.room.stream_id}
    for name in set(command.__struct_fields__) - {"stream"}:
        text = sent.get(name, "")
        if name == "useful":
            said[name] = text == "yes"
        else:
            said[name] = text if name == "text" else number(text)
    try:
        return msgspec.convert(said, command)
    except msgspec.ValidationError as problem:
        raise Invalid from problem
