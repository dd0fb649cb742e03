"""The page door of a board's past: what happened, and the board at any moment."""

from __future__ import annotations

from datetime import datetime

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from polylogue.kit.refusals import Invalid
from whiteboard import reading as boards
from whiteboard.entrance import enter
from whiteboard.history import items, moments, reading, versions
from whiteboard.outline import Outline

MOST_DIGITS = 15
YEARS = range(2000, 9000)


class NoMoment(Invalid):
    sentence = _("Please choose a day and an hour.")


@login_required
@require_GET
@never_cache
def board(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Who changed what and when, newest first, and the versions that have a name."""
    visit = enter(request, slug, pk)
    entries, earlier = reading.page(visit, _number(request.GET.get("before", "")))
    context = {
        "visit": visit,
        "by": visit.by,
        "board": visit.board,
        "items": items.of_board(visit, entries),
        "earlier": earlier,
        "is_first": "before" not in request.GET,
        "versions": versions.of(visit.board),
        "may": Outline(visit).may(),
        "head": visit.board.stream.head,
    }
    return render(request, "whiteboard/history/board.html", context)


@login_required
@require_GET
@never_cache
def piece(request: HttpRequest, slug: str, pk: int, name: str) -> HttpResponse:
    """The same of one piece."""
    visit = enter(request, slug, pk)
    found = boards.piece_of(visit, name)
    entries, earlier = reading.page_of_piece(visit, found, _number(request.GET.get("before", "")))
    every = reading.entries_of(visit, found)
    outline = Outline(visit)
    context = {
        "visit": visit,
        "by": visit.by,
        "board": visit.board,
        "piece": outline.piece(found),
        "is_gone": not found.is_live,
        "items": items.of_piece(visit, found, every, entries),
        "earlier": earlier,
        "is_first": "before" not in request.GET,
        "newest": "," if "before" in request.GET else "1,",
        "may_return": outline.may(found)["edit_text" if found.is_live else "restore_pieces"],
    }
    return render(request, "whiteboard/history/piece.html", context)


@login_required
@require_GET
@never_cache
def moment(request: HttpRequest, slug: str, pk: int, seq: int) -> HttpResponse:
    """The board as it stood after an entry: a page, or what of it changes with the moment."""
    visit = enter(request, slug, pk)
    context = {"visit": visit, "by": visit.by, **moments.at(visit, seq)}
    is_fragment = getattr(request, "htmx", False)
    name = "_moment" if is_fragment else "moment"
    return render(request, f"whiteboard/history/{name}.html", context)


@login_required
@require_GET
@never_cache
def find(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Leads to the moment that a form asks for: by its number, or by day and hour."""
    visit = enter(request, slug, pk)
    if request.GET.get("when"):
        seq = reading.last_until(visit, _moment(request.GET["when"]))
    else:
        seq = _number(request.GET.get("seq", "")) or visit.board.stream.head
    head = visit.board.stream.head
    return redirect("whiteboard:moment", slug, pk, max(1, min(seq, head)))


def _moment(written: str) -> datetime:
    """A day and an hour as a form gives them, as the pages show them; the minute counts as a whole."""
    try:
        said = datetime.fromisoformat(written)
    except ValueError:
        raise NoMoment from None
    if said.year not in YEARS:
        raise NoMoment
    whole = said.replace(second=59, microsecond=999999)
    return timezone.make_aware(whole) if timezone.is_naive(whole) else whole


def _number(text: str) -> int | None:
    if not text:
        return None
    if not (text.isascii() and text.isdigit() and len(text) <= MOST_DIGITS):
        raise Invalid
    return int(text)
