"""The wall: the boards of all groups side by side, a board for each of them, and what is gathered."""

from __future__ import annotations

from typing import Any

import msgspec
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from polylogue.dialogues import viewing
from polylogue.dialogues.models import Participation
from polylogue.kit.refusals import Invalid
from rooms import limits, steady
from rooms.promotions import policies as promotions
from whiteboard import commands, forms, policies
from whiteboard.opening import HasBoard
from whiteboard.wall import bringing, showing

Context = dict[str, Any]


@login_required
@require_GET
@never_cache
def wall(request: HttpRequest, slug: str) -> HttpResponse:
    """A page, or its fragment; `?onto=` chooses the board on which cards are gathered."""
    by = viewing.part_in(request, slug)
    by.require(policies.SEE)
    context = _shown(by, request.GET.get("onto", ""))
    if getattr(request, "htmx", False):
        return render(request, "whiteboard/_wall.html", context)
    return render(request, "whiteboard/wall.html", {**context, **showing.openers(by)})


@login_required
@require_POST
def open_all(request: HttpRequest, slug: str) -> HttpResponse:
    """Gives each group at work that has no board one that begins as the chosen template."""
    by = viewing.part_in(request, slug)
    by.require(policies.HOST)
    key = viewing.key(request)
    limits.spend(by.person_id)
    for room in showing.without(by):
        template = request.POST.get("template", "")
        try:
            forms.give(
                by,
                commands.OpenBoard(stream=room.stream_id, template=template),
                key=f"{key}.{room.pk}",
            )
        except HasBoard:
            continue  # somebody was faster
    return redirect("whiteboard:wall", slug)


@login_required
@require_POST
def gather(request: HttpRequest, slug: str) -> HttpResponse:
    """Puts copies of the chosen cards on a board of the plenary."""
    by = viewing.part_in(request, slug)
    by.require(promotions.PROMOTE)
    onto = request.POST.get("onto", "")
    board = showing.chosen(showing.gathered_on(by), onto)
    if board is None or not onto:
        raise Invalid(_("This board takes no cards now."))
    limits.spend(by.person_id)
    places, lane = request.POST.getlist("card"), request.POST.get("lane", "")
    brought = bringing.bring(by, places, board, lane, key=viewing.key(request))
    _tell(request, brought, board.title)
    return redirect(f"{reverse('whiteboard:wall', args=[slug])}?onto={board.pk}")


def _tell(request: HttpRequest, brought: bringing.Brought, title: str) -> None:
    about = {"n": brought.came, "board": title}
    if brought.came:
        words = ngettext(
            "%(n)d card is on “%(board)s” now.", "%(n)d cards are on “%(board)s” now.", brought.came
        )
        messages.success(request, words % about)
    if brought.there:
        n = brought.there
        words = ngettext("%(n)d lay there already.", "%(n)d lay there already.", n)
        messages.info(request, words % {"n": n})
    for sentence in dict.fromkeys(str(one) for one in brought.kept):
        messages.error(request, sentence)


def _shown(by: Participation, onto: str) -> Context:
    """The wall, with the cursors from which the page's socket continues."""
    boards = showing.boards(by)
    streams = [board.stream_id for board in boards]
    heads, context = steady.read(streams, lambda heads: showing.shown(by, boards, heads, onto))
    cursors = [
        {"stream": stream, "epoch": heads[stream].epoch, "seq": heads[stream].seq}
        for stream in streams
    ]
    return {**context, "by": by, "cursors": msgspec.json.encode(cursors).decode()}
