"""The page door of boards: the outline, a piece, and what their forms ask for, without a script too."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from polylogue.dialogues import viewing
from polylogue.kit.refusals import NotFound, Refusal
from rooms import limits, steady
from rooms.promotions import onward
from whiteboard import commands, forms, labels, leading, listing, policies, reading
from whiteboard.entrance import Visit, enter
from whiteboard.files.views import room_of
from whiteboard.outline import Outline
from whiteboard.permissions import Phase
from whiteboard.pieces import COLOURS

Context = dict[str, Any]
VIEWS = ("show", "lanes", "canvas", "present")


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
    room, for_dialogue = room_of(request, by)
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
    if getattr(request, "htmx", False):
        return render(request, "whiteboard/_outline.html", context)
    return render(
        request, "whiteboard/show.html", context | _led(request, context["visit"], "show")
    )


@login_required
@require_GET
@never_cache
def lanes(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """The board as lanes side by side, which load what stands in them by themselves."""
    visit = enter(request, slug, pk)
    return render(
        request, "whiteboard/lanes.html", {**live(visit), **_led(request, visit, "lanes")}
    )


@login_required
@require_GET
@never_cache
def canvas(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """The board as a free canvas, which loads what lies on it by itself."""
    visit = enter(request, slug, pk)
    context = {**live(visit), **_led(request, visit, "canvas")}
    return render(request, "whiteboard/canvas.html", context)


@login_required
@require_GET
@never_cache
def present(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """The board for a screen that all look at: nothing can be done here, and it goes where it is led."""
    visit = enter(request, slug, pk)
    return render(request, "whiteboard/present.html", _led(request, visit, "present"))


@login_required
@require_GET
@never_cache
def now(request: HttpRequest, slug: str, pk: int, on: str) -> HttpResponse:
    """What leads people on the board, as a view shows it: its timer, and a call to come somewhere."""
    return _now(request, enter(request, slug, pk), on)


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
    if getattr(request, "htmx", False) and request.POST.get("then") == "now":
        return _now(request, enter(request, slug, pk), request.POST.get("on", ""))
    if getattr(request, "htmx", False):
        return render(request, "whiteboard/_outline.html", _outline(request, slug, pk))
    return redirect(_after(request, visit))


def _now(request: HttpRequest, visit: Visit, on: str) -> HttpResponse:
    if on not in VIEWS:
        raise NotFound
    return render(request, "whiteboard/_now.html", _led(request, visit, on))


def _led(request: HttpRequest, visit: Visit, on: str) -> Context:
    return {"by": visit.by, **leading.shown(visit, on, goes="go" in request.GET)}


def live(visit: Visit) -> Context:
    """What every live view of a board says in words."""
    phase = Phase(visit.board.phase)
    return {
        "board": visit.board,
        "rules": visit.board.rules,
        "phase_called": labels.PHASES[phase],
        "phase_says": labels.SAYS[phase],
        "phases": list(labels.PHASES.items()),
        "says": list(labels.SAYS.items()),
        "kinds": list(labels.KINDS.items()),
        "colours": labels.COLOURS.items(),
    }


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
    about = {"visit": visit, "by": visit.by, "board": visit.board, "name": name}
    if not found.is_live:
        return {**about, "gone": outline.piece(found)}
    return {
        **about,
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


def _after(request: HttpRequest, visit: Visit) -> str:
    """Where whoever sent the form goes on: at its place on the board, or in the history they came from."""
    board = [visit.by.dialogue.slug, visit.board.pk]
    then = request.POST.get("then", "")
    if then == "history":
        return reverse("whiteboard:history", args=board)
    if then == "piece":
        piece = reading.piece_of(visit, request.POST.get("piece", ""))
        return reverse("whiteboard:piece_history", args=[*board, piece.name])
    return f"{visit.board.get_absolute_url()}{_anchor(request)}"


def _anchor(request: HttpRequest) -> str:
    names = request.POST.getlist("piece")
    return f"#{names[0]}" if len(names) == 1 and request.POST.get("do") != "delete" else ""


def _draft(request: HttpRequest, name: str) -> str:
    """What somebody wrote in a field of a form; the rest is chosen, or ours."""
    return request.POST[name].strip() if name in {*labels.FIELDS, "words"} else ""
