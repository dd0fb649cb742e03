"""The page on which facilitators fill the groups of a round, and what its short forms ask for."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from breakout import filling, policies, rounds
from breakout.making import copying, pool, showing, shuffling, sizing
from breakout.models import Round
from polylogue.dialogues import viewing
from polylogue.dialogues.models import Participation
from polylogue.kit.refusals import Invalid, NotAllowed, NotFound, Refusal


@login_required
@require_GET
@never_cache
def show(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    by = viewing.part_in(request, slug)
    by.require(policies.LEAD)
    return _page(request, rounds.find(by.dialogue, pk), by)


@login_required
@require_POST
def do(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Other numbers of groups, people at random, people as in another round."""
    by = viewing.part_in(request, slug)
    by.require(policies.LEAD)
    deed = DEEDS.get(request.POST.get("do", ""))
    if deed is None:
        raise Invalid

    def act(by: Participation) -> Any:
        return deed(rounds.find(by.dialogue, pk), by, request.POST)

    try:
        said = viewing.run(request, by, act, reach=True).result
    except (NotAllowed, NotFound):
        raise
    except Refusal as refusal:
        found = rounds.find(by.dialogue, pk)
        return _page(request, found, by, refused=str(refusal), status=refusal.status)
    messages.success(request, said)
    return redirect("breakout:show", slug, pk)


def _resize(round: Round, by: Participation, said: QueryDict) -> str:
    count = number(said.get("count", ""))
    if said.get("by") == "size":
        count = sizing.groups_of(round, count)
    sizing.resize(round, by, count=count)
    return ngettext("There is %d group now.", "There are %d groups now.", count) % count


def _shuffle(round: Round, by: Participation, said: QueryDict) -> str:
    only = said.get("who") == "unseated"
    move = shuffling.shuffle(round, by, only_unseated=only, seen=number(said.get("seen", "")))
    count = move.seats.count() if move else 0
    return ngettext("%d person has a new seat.", "%d people have a new seat.", count) % count


def _copy(round: Round, by: Participation, said: QueryDict) -> str:
    source, seen = number(said.get("source", "")), number(said.get("seen", ""))
    done = copying.copy(round, by, source=source, seen=seen)
    parts = [
        ngettext("%d person sits as before.", "%d people sit as before.", done.seated) % done.seated
    ]
    if done.new:
        new = ngettext("%d was not in that round.", "%d were not in that round.", done.new)
        parts.append(new % done.new)
    if done.left:
        left = ngettext("%d is not here any more.", "%d are not here any more.", done.left)
        parts.append(left % done.left)
    return " ".join(parts)


DEEDS = {"resize": _resize, "shuffle": _shuffle, "copy": _copy}


def _page(
    request: HttpRequest, round: Round, by: Participation, *, refused: str = "", status: int = 200
) -> HttpResponse:
    there = pool.pool(round, only_unseated=True)
    context = {
        "by": by,
        "round": round,
        "ways": filling.shown(round, by) if not round.closed_at else [],
        "groups": showing.groups(round, by),
        "unseated": showing.people(round, there.free),
        "refused": refused,
    }
    return render(request, "making/fill.html", context, status=status)


def number(text: str) -> int:
    """A whole number as forms send it; raises Invalid."""
    if not (text.isascii() and text.isdigit() and len(text) < 16):
        raise Invalid(_("Please fill in a number."))
    return int(text)
