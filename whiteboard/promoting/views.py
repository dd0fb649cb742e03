"""The page on which something from elsewhere is put on a board, without a script too."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from polylogue.dialogues import viewing
from polylogue.dialogues.models import Participation
from polylogue.kit.refusals import Invalid, Refusal
from polylogue.texts import forms as texts
from rooms import limits
from rooms.promotions import policies, sources
from rooms.promotions.sources import Offered
from whiteboard import labels, rowing
from whiteboard.models import Board
from whiteboard.promoting import choosing, filling, putting
from whiteboard.promoting.putting import Wish
from whiteboard.promoting.refusals import IsThereAlready


@dataclass(frozen=True)
class Taking:
    """Somebody takes something up: what it is, and where it may go."""

    by: Participation
    kind: str
    place: str
    offered: Offered
    boards: list[Board]

    def chosen(self, said: str) -> Board | None:
        """The board that was asked for; without a word, the first."""
        wanted = (board for board in self.boards if not said or str(board.pk) == said)
        return next(wanted, None)


@login_required
@require_http_methods(["GET", "POST"])
@never_cache
def put(request: HttpRequest, slug: str, kind: str, place: str) -> HttpResponse:
    """`?board=` chooses where; the fields are those of its cards."""
    by = viewing.part_in(request, slug)
    by.require(policies.PROMOTE)
    offered = sources.of(kind, place).offer(by, place)
    taking = Taking(by, kind, place, offered, choosing.boards(by, offered))
    if request.method == "POST":
        return _put(request, taking)
    return _page(request, taking, taking.chosen(request.GET.get("board", "")))


def _put(request: HttpRequest, taking: Taking) -> HttpResponse:
    said = request.POST.get("board", "")
    if not (said.isascii() and said.isdigit() and len(said) < 16):
        raise Invalid
    board = putting.visible(int(said), taking.by)
    written = {
        field.name: texts.cleaned(request.POST.get(f"field-{field.name}", "")).strip()
        for field in rowing.state_of(board, 0).card
    }
    wish = Wish(taking.kind, taking.place, board.pk, request.POST.get("lane", ""), written)
    limits.spend(taking.by.person_id)
    try:
        name = putting.put(taking.by, wish, key=viewing.key(request))
    except Refusal as refusal:
        return _page(request, taking, board, wish, refusal)
    messages.success(request, _("It is on the board now."))
    return redirect(f"{board.get_absolute_url()}#{name}")


def _page(
    request: HttpRequest,
    taking: Taking,
    board: Board | None,
    wish: Wish | None = None,
    refusal: Refusal | None = None,
) -> HttpResponse:
    context: dict[str, Any] = {
        "by": taking.by,
        "taking": taking,
        "source": sources.SOURCES[taking.kind],
        "board": board,
        "refusal": refusal,
    }
    if isinstance(refusal, IsThereAlready):
        context["there"] = refusal.url
    elif board is not None:
        context["there"] = putting.earlier(taking.kind, taking.place, board, taking.by)
    if board is not None:
        context |= {"fields": _fields(taking, board, wish), "lanes": choosing.lanes(board)}
        context["lane"] = wish.lane if wish else ""
    status = refusal.status if refusal else 200
    return render(request, "whiteboard/put.html", context, status=status)


def _fields(taking: Taking, board: Board, wish: Wish | None) -> list[dict[str, Any]]:
    """The fields of the board's cards, with what was written, or what the source says."""
    card = rowing.state_of(board, 0).card
    begun = filling.filled(card, taking.offered.words_in(board.room))
    return [
        {
            "name": field.name,
            "label": labels.of_field(field.name, card),
            "words": wish.written.get(field.name, "") if wish else begun[field.name],
            "most": field.most,
            "is_long": field.most > 200,
        }
        for field in card
    ]
