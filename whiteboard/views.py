"""The page door of boards: the outline, a piece, and what their forms ask for, without a script too."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from polylogue.dialogues import viewing
from polylogue.kit.refusals import Invalid, Refusal
from rooms import limits, steady
from rooms.models import Room
from rooms.promotions import onward
from whiteboard import commands, forms, labels, listing, policies, reading
from whiteboard.entrance import Visit, enter
from whiteboard.outline import Outline
from whiteboard.pieces import COLOURS

Context = dict[str, Any]


@login_required
@require_GET
@never_cache
def boards(request: HttpRequest, slug: str) -> HttpResponse:
    """All boards of the dialogue that the person can follow; the crew opens more."""
    by = viewing.part_in(request, slug)
    by.require(policies.SEE)
    return render(request, "whiteboard/list.html", {"by": by, **listing.shown(by)})


@login_required
@require_POST
def open_board(request: HttpRequest, slug: str) -> HttpResponse:
    by = viewing.part_in(request, slug)
    by.require(policies.HOST)
    rooms = Room.objects.visible_to(request.user).filter(dialogue=by.dialogue)
    for_dialogue = request.POST.get("room") == "dialogue"
    which = {"kind": Room.Kind.PLENARY} if for_dialogue else {"pk": _number(request, "room")}
    room = get_object_or_404(rooms.select_related("dialogue"), **which)
    limits.spend(by.person_id)
    command = commands.OpenBoard(
        stream=room.stream_id,
        template=request.POST.get("template", ""),
        title=request.POST.get("title", ""),
        for_dialogue=for_dialogue,
    )
    made = forms.give(by, command, key=viewing.key(request))
    return redirect("whiteboard:show", slug, made)


@login_required
@require_GET
@never_cache
def show(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """The board as an outline: a page, or its fragment."""
    context = _outline(request, slug, pk)
    is_fragment = getattr(request, "htmx", False)
    return render(request, f"whiteboard/{'_outline' if is_fragment else 'show'}.html", context)


@login_required
@require_GET
@never_cache
def piece(request: HttpRequest, slug: str, pk: int, name: str) -> HttpResponse:
    """One piece with all that can be done with it."""
    visit = enter(request, slug, pk)
    return render(request, "whiteboard/piece.html", _piece(visit, name))


@login_required
@require_POST
def do(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Does what a form asks. What somebody wrote is given back to them when it is refused."""
    visit = enter(request, slug, pk)
    try:
        forms.perform(request, visit)
    except Refusal as refusal:
        drafts = [text for name in request.POST if (text := _draft(request, name))]
        if getattr(request, "htmx", False) or not drafts:
            raise
        context = {"visit": visit, "by": visit.by, "refusal": refusal, "drafts": drafts}
        return render(request, "whiteboard/refused.html", context, status=refusal.status)
    if getattr(request, "htmx", False):
        return render(request, "whiteboard/_outline.html", _outline(request, slug, pk))
    return redirect(f"{visit.board.get_absolute_url()}{_anchor(request)}")


def _outline(request: HttpRequest, slug: str, pk: int) -> Context:
    """The outline, with the cursor from which the page's socket continues."""
    stream = enter(request, slug, pk).board.stream_id

    def load(_heads: object) -> Context:
        visit = enter(request, slug, pk)
        return {"visit": visit, "by": visit.by, **Outline(visit).shown()}

    heads, context = steady.read([stream], load)
    return {**context, "stream": stream, "head": heads[stream], "colours": labels.COLOURS.items()}


def _piece(visit: Visit, name: str) -> Context:
    found = reading.piece_of(visit, name)
    outline = Outline(visit)
    if not found.is_live:
        return {"visit": visit, "by": visit.by, "board": visit.board, "gone": outline.piece(found)}
    return {
        "visit": visit,
        "by": visit.by,
        "board": visit.board,
        "piece": outline.piece(found),
        "fields": outline.fields(found),
        "colours": [(name, labels.COLOURS[name]) for name in COLOURS],
        "colour": found.fields.get("colour", "plain"),
        "places": outline.places(found),
        "groups": outline.groups(found),
        "group": found.group,
        "others": outline.others(found),
        "seq": outline.state.seq,
        "becomes": onward.address(visit.board.stream_id, found.name, visit.by),
    }


def _anchor(request: HttpRequest) -> str:
    names = request.POST.getlist("piece")
    return f"#{names[0]}" if len(names) == 1 and request.POST.get("do") != "delete" else ""


def _draft(request: HttpRequest, name: str) -> str:
    """What somebody wrote in a field of a form; the rest is chosen, or ours."""
    return request.POST[name].strip() if name in {*labels.FIELDS, "words"} else ""


def _number(request: HttpRequest, name: str) -> int:
    text = request.POST.get(name, "")
    if not (text.isascii() and text.isdigit() and len(text) < 16):
        raise Invalid
    return int(text)
