"""The board of a round, where facilitators seat people and keep the time; to others, its groups."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from breakout import clock, doing, filling, lines, looking, policies, rounds, tiles
from breakout.models import Round
from breakout.views import cockpit
from polylogue.dialogues import viewing
from polylogue.dialogues.models import Participation
from polylogue.kit.refusals import NotAllowed, NotFound, Refusal
from polylogue.log import reading


@login_required
@require_GET
@never_cache
def show(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """The board for the crew; to everybody else who was in which group, once it was opened."""
    by = viewing.part_in(request, slug)
    by.require(policies.SEE)
    round = rounds.find(by.dialogue, pk)
    if by.may(policies.WATCH):
        return _board(request, round, by)
    if round.is_draft:
        raise NotFound
    tables, ended = looking.rosters(round, by), looking.ended(round, by)
    context = {"by": by, "round": round, "tables": tables, "ended": ended}
    return render(request, "breakout/rosters.html", context)


@login_required
@require_POST
def do(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """What a button of the board or the cockpit asks for, by a form or by the page's script."""
    by = viewing.part_in(request, slug)
    by.require(policies.LEAD)
    name, deed = doing.asked(request.POST)
    said = doing.Said(request.POST)

    def act(by: Participation) -> None:
        deed(rounds.find(by.dialogue, pk), by, said)

    try:
        viewing.run(request, by, act, reach=True)
    except NotAllowed:
        raise
    except Refusal as refusal:
        return _again(request, by, pk, str(refusal), refusal.status)
    if name == "drop":
        messages.success(request, _("The draft is gone."))
        return redirect("breakout:list", slug)
    if getattr(request, "htmx", False):
        return _again(request, by, pk)
    if _in_cockpit(request):
        return redirect("breakout:cockpit", slug)
    return redirect("breakout:show", slug, pk)


def _again(
    request: HttpRequest, by: Participation, pk: int, refused: str = "", status: int = 200
) -> HttpResponse:
    """The page that asked, as it is now, with why nothing was done."""
    if _in_cockpit(request):
        return cockpit.page(request, by, refused=refused, status=status)
    return _board(request, rounds.find(by.dialogue, pk), by, refused=refused, status=status)


def _in_cockpit(request: HttpRequest) -> bool:
    return request.POST.get("from") == "cockpit"


def _board(
    request: HttpRequest, round: Round, by: Participation, refused: str = "", status: int = 200
) -> HttpResponse:
    stream = by.dialogue.stream_id
    head = reading.heads([stream])[stream]
    is_fragment = getattr(request, "htmx", False)
    template = "breakout/_board.html" if is_fragment else "breakout/board.html"
    context = _state(round, by) | {"refused": refused, "stream": stream, "head": head}
    return render(request, template, context, status=status)


def _state(round: Round, by: Participation) -> dict[str, Any]:
    may_lead = by.may(policies.LEAD) and not round.closed_at and not by.dialogue.is_archived
    board = looking.board(round, by)
    return {
        "by": by,
        "round": round,
        "board": board,
        "is_to_fill": may_lead and round.is_draft and not board.seated,
        "may_lead": may_lead,
        "last": looking.last(round) if may_lead else None,
        "ways": filling.shown(round, by) if may_lead else [],
        "lines": lines.shown(round, by),
        "parts": {} if round.closed_at else tiles.shown(round, by),
        "time": clock.left(round),
    }
