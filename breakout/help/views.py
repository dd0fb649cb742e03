"""The page door of calls for help: forms that do the same as the commands of the socket."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from breakout.doing import Said
from breakout.help import commands as ours
from breakout.help import panels, policies
from breakout.views import cockpit
from polylogue.dialogues import viewing
from polylogue.kit.refusals import Invalid, NotAllowed, NotFound, Refusal
from polylogue.log import writer
from rooms import commands, limits
from rooms.commands import RoomCommand
from rooms.entrance import Visit, enter
from rooms.models import Room

BUTTONS: dict[str, tuple[type[RoomCommand], str]] = {
    "call": (ours.Call, policies.CALL),
    "take_back": (ours.TakeBack, policies.CALL),
    "claim": (ours.Claim, policies.ANSWER),
    "let_go": (ours.LetGo, policies.ANSWER),
    "arrive": (ours.Arrive, policies.ANSWER),
    "resolve": (ours.Resolve, policies.ANSWER),
}


@login_required
@require_GET
@never_cache
def show(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """How the call of this group stands, as a fragment of its page."""
    return _fragment(request, enter(request, slug, pk))


@login_required
@require_POST
def do(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """A group calls or takes that back; one of the crew takes a call, comes, or has dealt with it."""
    visit = enter(request, slug, pk)
    asked = request.POST.get("do", "")
    if asked not in BUTTONS:
        raise Invalid
    command, action = BUTTONS[asked]
    visit.by.require(action)
    refused, status = "", 200
    try:
        _perform(request, visit, command)
    except (NotAllowed, NotFound):
        raise
    except Refusal as refusal:
        refused, status = str(refusal), refusal.status
    if request.POST.get("from") == "cockpit" and (refused or asked != "arrive"):
        return cockpit.after(request, visit.by, refused=refused, status=status)
    if getattr(request, "htmx", False):
        return _fragment(request, visit, refused=refused, status=status)
    if refused:
        raise Refusal(refused)
    return redirect(visit.room)


def _perform(request: HttpRequest, visit: Visit, command: type[RoomCommand]) -> None:
    limits.spend(visit.by.person_id)
    stream = visit.room.stream_id
    asked: RoomCommand
    if issubclass(command, ours.OfCall):
        call = Said(request.POST).number("call") if request.POST.get("call") else None
        asked = command(stream=stream, call=call)
    else:
        asked = ours.Call(stream=stream, words=request.POST.get("words", ""))
    intent = commands.intent(
        asked,
        key=viewing.key(request),
        person=visit.by.person_id,
        dialogue=visit.by.dialogue_id,
        lane=visit.by.dialogue.stream_id,
        disguised=visit.by.is_disguised,
    )
    writer.run(intent)


def _fragment(
    request: HttpRequest, visit: Visit, refused: str = "", status: int = 200
) -> HttpResponse:
    if visit.room.kind != Room.Kind.GROUP:
        raise NotFound
    shown = {"panel": panels.state(visit), "room": visit.room, "dialogue": visit.room.dialogue}
    return render(request, "help/_call.html", shown | {"refused": refused}, status=status)
