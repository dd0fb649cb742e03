"""Choosing one's group, as a page, by a plain form, or above a conversation."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from breakout import policies, rounds
from breakout.making import choosing, panels
from breakout.making.views.filling import number
from polylogue.dialogues import viewing
from polylogue.dialogues.models import Participation
from polylogue.kit.refusals import NotAllowed, NotFound, Refusal


@login_required
@require_GET
@never_cache
def show(request: HttpRequest, slug: str) -> HttpResponse:
    by = viewing.part_in(request, slug)
    by.require(policies.CHOOSE)
    return _answer(request, by)


@login_required
@require_POST
def take(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Takes a place; without a group the person's own is given up."""
    by = viewing.part_in(request, slug)
    by.require(policies.CHOOSE)
    text = request.POST.get("group", "")
    group = number(text) if text else None

    def act(by: Participation) -> None:
        choosing.choose(rounds.find(by.dialogue, pk), by, group=group)

    try:
        viewing.run(request, by, act, reach=True)
    except (NotAllowed, NotFound):
        raise
    except Refusal as refusal:
        return _answer(request, by, refused=str(refusal), status=refusal.status)
    if getattr(request, "htmx", False):
        return _answer(request, by)
    return redirect("making:choose", slug)


def _answer(
    request: HttpRequest, by: Participation, *, refused: str = "", status: int = 200
) -> HttpResponse:
    """The page, or the fragment of it that pages show, as it is now."""
    is_fragment = getattr(request, "htmx", False)
    template = "making/_choice.html" if is_fragment else "making/choose.html"
    choice = panels.choice(choosing.at_hand(by.dialogue), by)
    context = {"by": by, "choice": choice, "refused": refused}
    return render(request, template, context, status=status)
