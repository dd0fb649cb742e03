"""The page door of harvests: the sheet of a group, the board of a round, and what is taken along."""

from __future__ import annotations

import csv
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from breakout import rounds
from breakout.harvest import doing, export, panels, policies, reading, showing
from breakout.models import Round
from polylogue.dialogues import viewing
from polylogue.dialogues.models import Participation
from polylogue.kit.refusals import NotFound
from rooms.entrance import enter
from rooms.models import Room


@login_required
@require_GET
@never_cache
def sheet(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """A group's harvest as a page, or what stands below its fields as a fragment."""
    visit = enter(request, slug, pk)
    visit.by.require(policies.SEE)
    if visit.room.kind != Room.Kind.GROUP:
        raise NotFound
    context = {"room": visit.room, "by": visit.by, "panel": panels.side(visit)}
    is_fragment = getattr(request, "htmx", False)
    return render(request, "harvest/_state.html" if is_fragment else "harvest/sheet.html", context)


@login_required
@require_POST
def hand(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """What a button below a sheet asks for: hand in, take back, report."""
    visit = enter(request, slug, pk)
    doing.perform(request, visit.room, visit.by, doing.OF_GROUPS)
    return redirect("harvest:sheet", slug, pk)


@login_required
@require_GET
@never_cache
def latest(request: HttpRequest, slug: str) -> HttpResponse:
    """The board of the round that was opened last, or the words that there is none yet."""
    by = viewing.part_in(request, slug)
    by.require(policies.SEE)
    return _board(request, by, reading.latest(by.dialogue))


@login_required
@require_GET
@never_cache
def board(request: HttpRequest, slug: str, round: int) -> HttpResponse:
    by, found = _opened(request, slug, round)
    by.require(policies.SEE)
    return _board(request, by, found)


@login_required
@require_POST
def do(request: HttpRequest, slug: str, round: int) -> HttpResponse:
    """What a button of the report-back asks for: the order, the next group, more time, the end."""
    by, found = _opened(request, slug, round)
    by.require(policies.LEAD)
    doing.perform(request, doing.plenary_of(by), by, doing.OF_LEADS, round=found.pk)
    return redirect("harvest:board", slug, round)


@login_required
@require_GET
@never_cache
def markdown(request: HttpRequest, slug: str, round: int) -> HttpResponse:
    by, found = _opened(request, slug, round)
    by.require(policies.EXPORT)
    said = "".join(export.markdown(found, reading.board(found, by)))
    return _download(said, f"harvest-{found.pk}.md", "text/markdown")


@login_required
@require_GET
@never_cache
def table(request: HttpRequest, slug: str, round: int) -> HttpResponse:
    by, found = _opened(request, slug, round)
    by.require(policies.EXPORT)
    response = _download("\ufeff", f"harvest-{found.pk}.csv", "text/csv")
    csv.writer(response).writerows(export.table(found, reading.board(found, by)))
    return response


def _opened(request: HttpRequest, slug: str, pk: int) -> tuple[Participation, Round]:
    by = viewing.part_in(request, slug)
    found = rounds.find(by.dialogue, pk)
    if found.is_draft:
        raise NotFound
    return by, found


def _board(request: HttpRequest, by: Participation, round: Round | None) -> HttpResponse:
    shown = showing.board(by, round) if round else None
    context: dict[str, Any] = {"by": by, "board": shown, "address": _address(by)}
    is_fragment = getattr(request, "htmx", False)
    return render(request, "harvest/_board.html" if is_fragment else "harvest/board.html", context)


def _address(by: Participation) -> str:
    return reverse("harvest:latest", args=[by.dialogue.slug])


def _download(said: str, name: str, kind: str) -> HttpResponse:
    response = HttpResponse(said, content_type=f"{kind}; charset=utf-8")
    response["Content-Disposition"] = content_disposition_header(True, name) or ""
    return response
